#pragma once

#include "app/settings.hpp"
#include "base/server_secrets.hpp"
#include "nodes/node_registry.hpp"

namespace burner::app {

/// Returns what this process says of itself to the other nodes.
nodes::NodeFacts node_facts(const Settings& settings, const base::ServerSecrets& secrets);

/// Throws std::runtime_error where a node that serves has another `server.secret`, and names it. A row with the lock
/// `own` is of this node's dead predecessor.
void check_secret_of_others(nodes::NodeRegistry& registry, const nodes::LockIdentity& own, const Settings& settings,
                            const base::ServerSecrets& secrets);

/// Throws std::runtime_error where a node that serves has another `cluster.lease_seconds`, and names it: nodes wait for
/// one another as long as their own lease says. `own` is as above.
void check_lease_of_others(nodes::NodeRegistry& registry, const nodes::LockIdentity& own, const Settings& settings);

/// Warns in the log of each setting that a node which serves has set otherwise, and should not.
void warn_of_differences(nodes::NodeRegistry& registry, const nodes::LockIdentity& own, const Settings& settings);

/// Throws std::runtime_error, naming the node, where one that serves does not understand a kind of change.
void check_all_understand(nodes::NodeRegistry& registry, nodes::ChangeKind kind);

}  // namespace burner::app
