#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "nodes/change.hpp"
#include "nodes/lease_terms.hpp"

namespace burner::nodes {

/// A node as the engine knows it, for operators.
struct NodeReport {
    std::string id;
    std::string name;
    std::string version;
    base::UnixTime started_at;                   ///< of the process, by the node's clock
    base::UnixTime renewed_at;                   ///< by the engine's clock
    std::chrono::milliseconds since_start{0};    ///< from the one clock to the other
    std::chrono::milliseconds since_renewal{0};  ///< by the engine's clock
    ChangeNumber applied = 0;                    ///< the last change that its memory is known to hold
    std::uint64_t behind = 0;                    ///< how many changes there are after that one
    std::size_t duties = 0;                      ///< parts of the background work that are its own now
    bool is_fenced = false;                      ///< it left, or another node found it dead
};

/// What an operator sees of a node's lease. The node itself judges it by its own clocks.
enum class LeaseState : std::uint8_t {
    held,     ///< it was renewed in time, and every change has been applied
    lagging,  ///< it was renewed in time, but a change has not been applied yet
    ended     ///< it was not renewed in time, or the node is fenced
};

LeaseState lease_state(const NodeReport& node, const LeaseTerms& terms);
std::string_view to_text(LeaseState state);

}  // namespace burner::nodes
