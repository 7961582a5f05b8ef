#pragma once

#include <functional>
#include <optional>

#include "nodes/node_registry.hpp"

namespace burner::app {

/// Finds a node that serves among those that are meant; nullopt where there is none. A row may be of a dead node: it
/// serves once it renews its lease, or is fenced when no lease of it can hold. Blocks for as long. Throws
/// std::runtime_error where the database does not answer.
std::optional<nodes::NodeIdentity> find_serving(nodes::NodeRegistry& registry,
                                                const std::function<bool(const nodes::NodeIdentity&)>& is_meant);

}  // namespace burner::app
