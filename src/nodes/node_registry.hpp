#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "nodes/change.hpp"
#include "nodes/node.hpp"

namespace burner::nodes {

/// What a renewal answers, of one snapshot.
struct Renewal {
    ChangeNumber last = 0;    ///< the last change there is
    ChangeNumber finals = 0;  ///< every node has acknowledged all changes up to here
};

/// What became of a change that waits to be acknowledged.
enum class Acknowledged {
    no,   ///< a node that may serve has not applied it
    all,  ///< every node that may serve has applied it
    lost  ///< the engine went back, and no longer has it
};

/// The rows that are not fenced, and which start of which engine has told them: another one may have gone back.
struct LiveNodes {
    std::string engine;
    std::vector<NodeRow> rows;
};

/// Returns the longest lease of the nodes that live, or `least` where that is longer.
inline std::chrono::nanoseconds longest_lease(const LiveNodes& live, std::chrono::nanoseconds least) {
    for (const auto& row : live.rows) least = std::max<std::chrono::nanoseconds>(least, row.node.facts.lease);
    return least;
}

/// The table of the nodes, in the engine. Synchronous; fails with `overloaded` when the engine does not answer in time,
/// and then it is unknown whether the change was made. Every write but `acknowledge` and `raise_finals` is durable,
/// also on the standby, before its call returns: a primary that was deposed and does not know it must not answer.
class NodeRegistry {
  public:
    virtual ~NodeRegistry() = default;

    /// Inserts a row that has applied nothing. In the same transaction it fences the row `former` of this process, if
    /// any, and every row with the same lock, whose holder is dead.
    virtual base::Result<void> join(const NodeIdentity& node, std::string_view former) = 0;
    /// Counts a renewal of a row that has applied everything up to `applied`. nullopt: the row is fenced or gone, or
    /// the engine went back and its feed does not contain `applied`.
    virtual base::Result<std::optional<Renewal>> renew(std::string_view id, const FeedPosition& applied) = 0;
    /// Writes down what a node has applied, under the same conditions as `renew`; false where they do not hold. It may
    /// be lost when the engine crashes, which makes revokers wait, and no more.
    virtual base::Result<bool> acknowledge(std::string_view id, const FeedPosition& applied) = 0;
    /// Ends a row for ever.
    virtual base::Result<void> leave(std::string_view id) = 0;
    /// Ends another node's row, if it has not been renewed since `renewals` was read. Returns whether it did.
    virtual base::Result<bool> fence(std::string_view id, std::uint64_t renewals) = 0;
    /// Lists the rows that are not fenced.
    virtual base::Result<LiveNodes> live() = 0;

    /// Returns whether every row that is not fenced has applied `change`.
    virtual base::Result<Acknowledged> acknowledged(const FeedPosition& change) = 0;
    /// Writes down, for nodes that join or renew, that `change` and all before it are final, and rings it to the
    /// others; not if the engine went back and no longer has it, since its number may now be another change's.
    virtual base::Result<void> raise_finals(const FeedPosition& change) = 0;
};

}  // namespace burner::nodes
