#pragma once

#include <string>

#include "assets/search/discover.hpp"
#include "base/json_writer.hpp"

namespace burner::api {

/// The body of `GET …/assets`.
std::string render_assets(const assets::Discovery& found);

/// One `WalletItem` of docs/openapi.yaml.
void write_item(base::JsonWriter& json, const assets::Item& item);
void write_counts(base::JsonWriter& json, const assets::Counts& counts);
/// What both forms of a listing say of the whole: asOfSlot, reclaimableLamports, warnings.
void write_summary(base::JsonWriter& json, const assets::Summary& summary);

}  // namespace burner::api
