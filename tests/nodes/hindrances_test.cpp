#include "nodes/hindrances.hpp"

#include <gtest/gtest.h>

namespace burner::nodes {
namespace {

TEST(Hindrances, AreTheWordsThatWereNotTakenBack) {
    Hindrances hindrances;
    EXPECT_TRUE(hindrances.all().empty());
    EXPECT_TRUE(hindrances.set(Hindrances::Of::clock, "the clock"));
    EXPECT_FALSE(hindrances.set(Hindrances::Of::clock, "the clock"));
    EXPECT_TRUE(hindrances.set(Hindrances::Of::stopping, "stopping"));
    EXPECT_EQ(hindrances.all(), (std::vector<std::string>{"stopping", "the clock"}));
    EXPECT_TRUE(hindrances.set(Hindrances::Of::clock, {}));
    EXPECT_FALSE(hindrances.set(Hindrances::Of::memory, {}));
    EXPECT_EQ(hindrances.all(), std::vector<std::string>{"stopping"});
}

}  // namespace
}  // namespace burner::nodes
