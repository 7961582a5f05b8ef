#include "solana/accounts/feature.hpp"

#include <gtest/gtest.h>

#include "solana/programs/ids.hpp"

namespace burner::solana {
namespace {

TEST(Feature, IsActiveFromItsSlotOn) {
    const base::Bytes active{1, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0};
    base::Bytes pending(9);
    EXPECT_TRUE(is_active_feature(Account{ids::feature, {1}, active}));
    EXPECT_FALSE(is_active_feature(Account{ids::feature, {1}, pending}));
    EXPECT_FALSE(is_active_feature(Account{ids::system, {1}, active}));
    EXPECT_FALSE(is_active_feature(Account{ids::feature, {1}, {1}}));
    EXPECT_FALSE(is_active_feature(Account{ids::feature, {1}, {}}));
    EXPECT_FALSE(is_active_feature(std::nullopt));
}

}  // namespace
}  // namespace burner::solana
