#pragma once

#include "assets/indexers/compressed_token_indexer.hpp"
#include "upstreams/reading/json_reading.hpp"

// What Photon's answers have in common, for the .cpp files that read them.
namespace burner::upstreams {

bool read_hash(ondemand::value json, assets::Hash& out);

/// Reads `merkleContext`: tree, queue and type; the leaf's index stands beside it.
bool read_merkle_context(ondemand::value json, assets::TreePlace& out);

/// Reads the index of a leaf, which is a u32 on the chain.
bool read_leaf_index(ondemand::value json, std::uint32_t& out);

}  // namespace burner::upstreams
