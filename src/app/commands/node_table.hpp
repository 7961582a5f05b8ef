#pragma once

#include <string>
#include <vector>

#include "nodes/node_report.hpp"

namespace burner::app {

/// Makes the table of nodes for people, in lines of at most 80 columns that each end with a line break. Nodes that are
/// fenced are left out and counted below it, unless `show_all`. Below it stands what each unusual lease means.
std::string node_table(const std::vector<nodes::NodeReport>& nodes, const nodes::LeaseTerms& terms, bool show_all);

}  // namespace burner::app
