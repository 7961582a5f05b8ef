#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/batch_seal.hpp"
#include "base/clock.hpp"

namespace burner::audit {

/// What an anchor says of its link: the chain begins after it, the chain had come to it, or what is up to it may have
/// been deleted because its time is over.
enum class AnchorKind : std::uint8_t { start, head, pruned };

std::string_view to_text(AnchorKind kind);

/// A link of one node's chain, noted in the one chain that all nodes share: the `root` of each anchor hashes the one
/// before. So an end that is cut off a node's chain is found, though nothing in that chain tells of it.
struct Anchor {
    std::uint64_t seq = 0;  ///< counted from 1 over all nodes
    AnchorKind kind{};
    std::string chain;
    Link link;
    base::UnixTime at;  ///< by the database's clock
    HexHash root = Link{}.hash;
};

/// Returns what the root must be: the SHA-256 of the digits of the root before and the words `kind chain seq hash
/// time`, with one space between them and a line end. `time` is in milliseconds since 1970.
HexHash root_after(const HexHash& before, const Anchor& anchor);

}  // namespace burner::audit
