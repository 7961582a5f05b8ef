#include "nodes/node_facts.hpp"

#include <gtest/gtest.h>

namespace burner::nodes {
namespace {

TEST(NodeFacts, DifferAsFarAsBothNodesNameASetting) {
    const std::string here = "a.same = 1\nb.differs = x = y\nc.only_here = 2\n";
    const std::string there = "a.same = 1\nb.differs = \nd.only_there = 3\n";
    EXPECT_EQ(differences(here, there), (std::vector<SettingDifference>{{"b.differs", "x = y", ""}}));
    EXPECT_TRUE(differences(here, here).empty());
    EXPECT_TRUE(differences(here, "").empty());
}

}  // namespace
}  // namespace burner::nodes
