#pragma once

#include <cstdint>
#include <string>

#include "base/clock.hpp"
#include "nodes/change.hpp"
#include "nodes/node_facts.hpp"

namespace burner::nodes {

/// The lock on a data directory, which one process of one start of a machine can hold. Whoever holds it knows that the
/// holder before is dead.
struct LockIdentity {
    std::string boot_id;  ///< of this start of the kernel
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    bool operator==(const LockIdentity&) const = default;
};

/// What a node says of itself when it joins.
struct NodeIdentity {
    std::string id;    ///< drawn at random at each join: a row is never taken over
    std::string name;  ///< for people
    LockIdentity lock;
    std::string version;
    base::UnixTime started_at{};  ///< of the process, by its own clock; for people
    NodeFacts facts{};
};

/// A row of the registry that is not fenced.
struct NodeRow {
    NodeIdentity node;
    std::uint64_t renewals = 0;
    ChangeNumber applied = 0;
};

}  // namespace burner::nodes
