#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/chain_store.hpp"

namespace burner::audit {

/// A chain of which nothing wrong was found.
struct SoundChain {
    std::string id;
    std::uint64_t events = 0;
    std::uint64_t first_seq = 0;  ///< 0: it has no events, or none any more
    Link last;
    std::string from;  ///< the time of the first event
    std::string to;    ///< the time of the last event
};

/// The first thing that is wrong with a chain, or with the anchors.
struct ChainFlaw {
    std::string chain;  ///< empty: the anchors
    std::string reason;
};

/// What a walk over all that the database holds found.
struct ChainsVerdict {
    std::vector<SoundChain> chains;
    std::vector<ChainFlaw> flaws;  ///< of the anchors first; at most one of each
    std::uint64_t events = 0;      ///< that hold
    std::uint64_t anchors = 0;     ///< that hold
    HexHash root = Link{}.hash;    ///< of the last anchor
    bool found_head = false;
    bool found_root = false;
    std::vector<std::string> notes;  ///< what the logs say of themselves
    bool was_altered = false;
};

struct ChainsOptions {
    std::optional<std::string> head;  ///< a hash noted earlier, to be found at the end of a batch
    std::optional<std::string> root;  ///< a root noted earlier, to be found among the anchors
    /// Called with how many events were checked, of how many.
    std::function<void(std::uint64_t, std::uint64_t)> progress = [](std::uint64_t, std::uint64_t) {};
};

/// Checks the chain of the anchors, every batch of every chain, and that each anchored link is still in its chain,
/// unless an anchor says that it was pruned. A cut end of the anchors cannot be seen from inside: `root` finds it.
ChainsVerdict verify_chains(ChainView& view, const ChainsOptions& options);

}  // namespace burner::audit
