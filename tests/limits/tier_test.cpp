#include "limits/tier.hpp"

#include <gtest/gtest.h>

namespace burner::limits {
namespace {

TEST(Tiers, AreThoseOfTheContract) {
    const TierTable tiers;
    for (const Tier& expected :
         {Tier{"spark", 30, 10'000, "Free"}, Tier{"flame", 120, 100'000, "Flame"}, Tier{"blaze", 300, 500'000, "Blaze"},
          Tier{"inferno", 600, unlimited, "Inferno"}, Tier{"unlimited", unlimited, unlimited, "Unlimited"}}) {
        ASSERT_NE(tiers.find(expected.name), nullptr) << expected.name;
        EXPECT_EQ(*tiers.find(expected.name), expected);
    }
    EXPECT_EQ(tiers.find("ember"), nullptr);
    EXPECT_EQ(tiers.all().size(), 5u);
}

TEST(Tiers, TheConfigurationChangesAndAdds) {
    const std::vector<Tier> overrides{{"flame", 7, unlimited}, {"house", 1, 2, "House"}};
    const TierTable tiers{overrides};
    EXPECT_EQ(*tiers.find("flame"), (Tier{"flame", 7, unlimited, "Flame"}));
    EXPECT_EQ(*tiers.find("house"), overrides[1]);
    EXPECT_EQ(tiers.find("spark")->requests_per_minute, 30u);
}

}  // namespace
}  // namespace burner::limits
