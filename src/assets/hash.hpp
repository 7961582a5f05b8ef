#pragma once

#include <array>
#include <cstdint>

namespace burner::assets {

/// 32 bytes that are no address: a leaf, a root, a digest. The JSON of indexers writes them in base58.
using Hash = std::array<std::uint8_t, 32>;

}  // namespace burner::assets
