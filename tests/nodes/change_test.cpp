#include "nodes/change.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace burner::nodes {
namespace {

TEST(FeedPosition, ComesBackFromItsText) {
    for (const std::int64_t mark : {std::int64_t{0}, std::int64_t{-1}, std::numeric_limits<std::int64_t>::min()})
        EXPECT_EQ(position_from_text(to_text({7, mark})), (FeedPosition{7, mark}));
    EXPECT_EQ(to_text({7, 77}), "7 77");
}

TEST(FeedPosition, IsNotReadFromAnyOtherText) {
    for (const auto text : {"", "7", "7 ", " 77", "7  77", "7 -1", "7 77 ", "a 1"})
        EXPECT_EQ(position_from_text(text), std::nullopt) << text;
}

}  // namespace
}  // namespace burner::nodes
