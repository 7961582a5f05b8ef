#pragma once

#include "assets/search/search.hpp"
#include "base/json_writer.hpp"

// Writes what lists and streams of assets have in common.
namespace burner::api {

/// Writes one `WalletItem` of docs/openapi.yaml.
void write_item(base::JsonWriter& json, const assets::Item& item);
void write_counts(base::JsonWriter& json, const assets::Counts& counts);
/// Writes what both say of the wallet as a whole: slot, lamports and warnings.
void write_summary(base::JsonWriter& json, const assets::Summary& summary, bool is_sponsored);

}  // namespace burner::api
