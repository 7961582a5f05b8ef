#include "upstreams/photon/photon_reading.hpp"

#include <limits>

namespace burner::upstreams {

using assets::TreeType;

namespace {

/// Reads a tree's type, for which Photon writes 0 where it does not know it.
bool read_tree_type(ondemand::value json, std::optional<TreeType>& out) {
    std::uint64_t number = 0;
    if (!read_number(json, number) || number > static_cast<std::uint64_t>(TreeType::address_v2)) return false;
    if (number != 0) out = static_cast<TreeType>(number);
    return true;
}

}  // namespace

bool read_hash(ondemand::value json, assets::Hash& out) {
    solana::Pubkey bytes;
    const bool ok = read_pubkey(json, bytes);
    out = bytes.bytes;
    return ok;
}

bool read_leaf_index(ondemand::value json, std::uint32_t& out) {
    std::uint64_t number = 0;
    if (!read_number(json, number) || number > std::numeric_limits<std::uint32_t>::max()) return false;
    out = static_cast<std::uint32_t>(number);
    return true;
}

bool read_merkle_context(ondemand::value json, assets::TreePlace& out) {
    return read_object(json, required("tree", read_pubkey, out.tree),
                       required("queue", read_pubkey, out.queue.emplace()),
                       required("treeType", read_tree_type, out.type));
}

}  // namespace burner::upstreams
