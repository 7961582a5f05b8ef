#pragma once

#include "assets/indexers/indexed_asset.hpp"
#include "upstreams/reading/lenient_reading.hpp"

namespace burner::upstreams {

/// Reads one asset of the Digital Asset Standard; `out` stays nullopt where the value is no asset or has no id. False:
/// broken JSON, or a member that is used is repeated.
bool read_asset(ondemand::value json, std::optional<assets::IndexedAsset>& out);

}  // namespace burner::upstreams
