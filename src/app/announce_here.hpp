#pragma once

#include "app/settings.hpp"
#include "nodes/change.hpp"
#include "storage/database.hpp"

namespace burner::app {

/// Returns once every node that serves knows a committed change, at the latest when every lease has ended that did not;
/// at once where there is but one node. Blocks: for commands, and before a server answers. Throws std::runtime_error
/// where the database went back and has lost the change.
void announce_here(const Settings& settings, storage::Database& database, const nodes::FeedPosition& change);

/// Returns once every running server knows a committed change: it is announced to the nodes, and a server with SQLite,
/// which is alone, finds it soon by itself. For commands; blocks and throws as `announce_here`.
void wait_for_servers(const Settings& settings, storage::Database& database, const nodes::FeedPosition& change);

}  // namespace burner::app
