#include "nodes/feed_history.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace burner::nodes {
namespace {

FeedPosition place(ChangeNumber number) {
    return {number, static_cast<std::int64_t>(number) * 11};
}

TEST(FeedHistory, KnowsAPlaceByNumberAndMark) {
    FeedHistory history;
    history.add(place(3));
    history.add(place(7));
    EXPECT_TRUE(history.contains(place(3)));
    EXPECT_FALSE(history.contains({7, 78}));
    EXPECT_FALSE(history.contains(place(5)));
    EXPECT_FALSE(history.contains(place(8)));
    history.clear();
    EXPECT_FALSE(history.contains(place(3)));
}

TEST(FeedHistory, KeepsTheLatestPlacesAndSomeOfThoseLongBefore) {
    FeedHistory history;
    constexpr ChangeNumber last = 100'000;
    for (ChangeNumber number = 1; number <= last; ++number) history.add(place(number));
    const auto places = history.places();
    EXPECT_LE(places.size(), FeedHistory::max_places);
    for (ChangeNumber number = last - 500; number <= last; ++number) EXPECT_TRUE(history.contains(place(number)));
    EXPECT_LT(places.front().number, last - 2'000);
    EXPECT_TRUE(std::ranges::is_sorted(places, {}, &FeedPosition::number));
}

}  // namespace
}  // namespace burner::nodes
