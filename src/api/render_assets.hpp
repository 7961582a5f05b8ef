#pragma once

#include <string>

#include "assets/discover.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

/// The body of `GET …/assets`.
std::string render_assets(const assets::Discovery& found);

/// One `WalletItem` of docs/openapi.yaml.
void write_item(base::JsonWriter& json, const assets::Item& item);
void write_counts(base::JsonWriter& json, const assets::Counts& counts);

}  // namespace burner::api
