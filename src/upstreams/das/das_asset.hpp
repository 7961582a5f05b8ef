#pragma once

#include "assets/indexers/indexed_asset.hpp"
#include "upstreams/reading/lenient_reading.hpp"

namespace burner::upstreams {

/// One asset of the Digital Asset Standard; stays empty where the value is none or has no id. False: broken JSON, or a
/// member that is used is repeated.
bool read_asset(ondemand::value json, std::optional<assets::IndexedAsset>& out);

}  // namespace burner::upstreams
