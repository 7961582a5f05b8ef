#pragma once

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "limits/usage_store.hpp"

namespace burner::contracts {

/// The contract of every limits::UsageStore; `Backend` as in KeyStoreContract.
template <class Backend>
class UsageStoreContract : public Contract<Backend> {
  protected:
    static constexpr limits::Month april{std::chrono::year{2026}, std::chrono::April};
    static constexpr limits::Month may{std::chrono::year{2026}, std::chrono::May};
    static constexpr std::uint64_t no_ceiling = INT64_MAX;
};
TYPED_TEST_SUITE_P(UsageStoreContract);

TYPED_TEST_P(UsageStoreContract, CountsByKeyAndMonth) {
    auto& store = this->backend_.usage_store();
    ASSERT_TRUE(store.reserve("key_1", this->april, 10, this->no_ceiling));
    ASSERT_TRUE(store.reserve("key_1", this->may, 20, this->no_ceiling));
    ASSERT_TRUE(store.reserve("key_2", this->april, 30, this->no_ceiling));
    const auto more = store.reserve("key_1", this->april, 5, this->no_ceiling).value();
    EXPECT_EQ(more.granted, 5u);
    EXPECT_EQ(more.total, 15u);
    auto& other = this->backend_.reopened_usage_store();
    EXPECT_EQ(other.count("key_1", this->april).value(), 15u);
    EXPECT_EQ(other.count("key_1", this->may).value(), 20u);
    EXPECT_EQ(other.count("key_2", this->april).value(), 30u);
    EXPECT_EQ(other.count("key_3", this->april).value(), 0u);
}

TYPED_TEST_P(UsageStoreContract, GrantsUpToTheCeilingAndNoMore) {
    auto& store = this->backend_.usage_store();
    EXPECT_EQ(store.reserve("key_1", this->april, 60, 100)->granted, 60u);
    EXPECT_EQ(store.reserve("key_1", this->april, 60, 100)->granted, 40u);
    EXPECT_EQ(store.reserve("key_1", this->april, 60, 100)->granted, 0u);
    const auto lowered = store.reserve("key_1", this->april, 60, 50).value();
    EXPECT_EQ(lowered.granted, 0u);
    EXPECT_EQ(lowered.total, 100u);
}

TYPED_TEST_P(UsageStoreContract, TakesBackWhatWasNotUsed) {
    auto& store = this->backend_.usage_store();
    ASSERT_TRUE(store.reserve("key_1", this->april, 60, 100));
    ASSERT_TRUE(store.release("key_1", this->april, 25));
    EXPECT_EQ(store.count("key_1", this->april).value(), 35u);
    ASSERT_TRUE(store.release("key_1", this->april, 1000));
    EXPECT_EQ(store.count("key_1", this->april).value(), 0u);
}

REGISTER_TYPED_TEST_SUITE_P(UsageStoreContract, CountsByKeyAndMonth, GrantsUpToTheCeilingAndNoMore,
                            TakesBackWhatWasNotUsed);

}  // namespace burner::contracts
