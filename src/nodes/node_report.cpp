#include "nodes/node_report.hpp"

namespace burner::nodes {

LeaseState lease_state(const NodeReport& node, const LeaseTerms& terms) {
    if (node.is_fenced || node.since_renewal >= terms.length) return LeaseState::ended;
    return node.behind > 0 ? LeaseState::lagging : LeaseState::held;
}

std::string_view to_text(LeaseState state) {
    switch (state) {
        case LeaseState::held: return "held";
        case LeaseState::lagging: return "lagging";
        case LeaseState::ended: break;
    }
    return "ended";
}

}  // namespace burner::nodes
