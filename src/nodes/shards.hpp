#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace burner::nodes {

/// The parts that the background work of one kind is divided into. It is stored with the rows, so it never changes.
inline constexpr std::size_t shard_count = 16;

/// A set of such parts: those that a node works on.
using Shards = std::bitset<shard_count>;

/// Returns the set of all: the only node there is works on every part.
inline Shards every_shard() {
    return Shards{}.set();
}

/// Returns the part that what has this id belongs to: a hash of all its bits (FNV-1a).
constexpr std::size_t shard_of(std::string_view id) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char letter : id) hash = (hash ^ static_cast<unsigned char>(letter)) * 1'099'511'628'211U;
    return (hash ^ hash >> 32U) % shard_count;
}

}  // namespace burner::nodes
