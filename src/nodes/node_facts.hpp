#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "nodes/change.hpp"

namespace burner::nodes {

/// What a node says of itself that must fit the other nodes. Of a node of a version that does not say it all is empty.
struct NodeFacts {
    std::chrono::milliseconds lease{};                 ///< its `cluster.lease_seconds`
    ChangeKind understands = ChangeKind::signing_key;  ///< the newest kind of change that it understands
    std::size_t schema_steps = 0;                      ///< how many steps of the schema it knows
    std::string secret_print;                          ///< tells its server.secret from another, and gives none away
    std::string settings;  ///< those that should be equal on all nodes, each `key = value` and a line feed

    bool operator==(const NodeFacts&) const = default;
};

/// A setting that two nodes have set differently.
struct SettingDifference {
    std::string key;
    std::string here;
    std::string there;

    bool operator==(const SettingDifference&) const = default;
};

/// Compares the settings that both name.
std::vector<SettingDifference> differences(std::string_view here, std::string_view there);

}  // namespace burner::nodes
