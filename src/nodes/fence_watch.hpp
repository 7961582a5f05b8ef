#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/lease_clock.hpp"
#include "nodes/lease_terms.hpp"
#include "nodes/node_registry.hpp"

namespace burner::nodes {

/// Finds the nodes that are dead, so that no revocation waits for them. A node whose row was not renewed while every
/// lease must have ended holds none; should it be alive, its next renewal fails and it joins again. The feed thread.
class FenceWatch {
  public:
    struct Dead {
        std::string id;
        std::uint64_t renewals;  ///< fence it only if these are still its renewals
    };

    FenceWatch(std::string_view own_id, const LeaseTerms& terms) : own_id_(own_id), wait_(terms.wait()) {}

    /// Looks at the rows. `now` is a moment after the engine has answered. Returns who is dead. What another engine
    /// told counts for nothing: on one that went back a row looks as it did long ago.
    std::vector<Dead> look(const LiveNodes& nodes, base::LeaseTime now);
    /// Forgets everything. Call it whenever the connection broke.
    void forget() { seen_.clear(); }

  private:
    struct Seen {
        std::uint64_t renewals;
        base::LeaseTime dead_at;
    };

    std::string own_id_;
    std::string engine_;
    std::chrono::nanoseconds wait_;
    std::map<std::string, Seen, std::less<>> seen_;
};

}  // namespace burner::nodes
