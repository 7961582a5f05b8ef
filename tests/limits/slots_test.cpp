#include "limits/slots.hpp"

#include <gtest/gtest.h>

namespace burner::limits {
namespace {

TEST(Slots, AreCountedByKey) {
    Slots slots{2};
    auto one = slots.take("a");
    const auto two = slots.take("a");
    EXPECT_TRUE(one && two);
    EXPECT_FALSE(slots.take("a"));
    const auto other = slots.take("b");
    EXPECT_TRUE(other);
    one.reset();
    EXPECT_TRUE(slots.take("a"));
}

TEST(Slots, AreGivenBackOnce) {
    Slots slots{1};
    {
        const auto slot = slots.take("a");
        const auto copy = slot;
        EXPECT_FALSE(slots.take("a"));
    }
    const auto again = slots.take("a");
    EXPECT_TRUE(again);
    EXPECT_FALSE(slots.take("a"));
}

}  // namespace
}  // namespace burner::limits
