#pragma once

#include <string>
#include <vector>

#include "nodes/change.hpp"

namespace burner::nodes {

/// How a node stands after a renewal of its lease.
struct Standing {
    std::string id;                              ///< of this node: another one after each join
    std::vector<std::string> live;               ///< the ids of the nodes that are not fenced, this one among them
    ChangeNumber applied = 0;                    ///< the last change that memory holds
    ChangeNumber last = 0;                       ///< the last change that there is
    unsigned joins = 1;                          ///< how often it has joined since its start
    ChangeKind understood = newest_change_kind;  ///< the newest kind of change that all of them understand
};

}  // namespace burner::nodes
