#include "nodes/node_report.hpp"

#include <gtest/gtest.h>

namespace burner::nodes {
namespace {

using std::chrono::milliseconds;

TEST(NodeReportTest, SaysHowALeaseStands) {
    struct Case {
        const char* what;
        NodeReport node;
        LeaseState state;
    };
    const LeaseTerms terms{.length = milliseconds{5'000}};
    const Case cases[] = {
        {"renewed in time", {.since_renewal = milliseconds{4'999}}, LeaseState::held},
        {"renewed, and behind", {.since_renewal = milliseconds{10}, .behind = 1}, LeaseState::lagging},
        {"not renewed in time", {.since_renewal = milliseconds{5'000}}, LeaseState::ended},
        {"not renewed in time, and behind", {.since_renewal = milliseconds{6'000}, .behind = 1}, LeaseState::ended},
        {"fenced a moment ago", {.since_renewal = milliseconds{10}, .is_fenced = true}, LeaseState::ended},
    };
    for (const auto& [what, node, state] : cases) EXPECT_EQ(lease_state(node, terms), state) << what;
}

}  // namespace
}  // namespace burner::nodes
