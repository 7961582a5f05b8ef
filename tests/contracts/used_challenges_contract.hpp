#pragma once

#include <gtest/gtest.h>

#include "access/used_challenges.hpp"
#include "contracts/contract.hpp"

namespace burner::contracts {

/// The contract of every access::UsedChallenges; `Backend` as in KeyStoreContract.
template <class Backend>
class UsedChallengesContract : public Contract<Backend> {};
TYPED_TEST_SUITE_P(UsedChallengesContract);

TYPED_TEST_P(UsedChallengesContract, EachIsUsedOnceUntilItIsForgotten) {
    const auto at = [](std::int64_t milliseconds) { return base::UnixTime{std::chrono::milliseconds{milliseconds}}; };
    const access::ChallengeNonce first{0, 0, 1}, second{0, 0, 2};
    auto& store = this->backend_.used_challenges();
    auto& reopened = this->backend_.reopened_used_challenges();
    EXPECT_TRUE(store.use(first, at(1'000)).value());
    EXPECT_FALSE(store.use(first, at(2'000)).value());
    EXPECT_FALSE(reopened.use(first, at(2'000)).value());
    EXPECT_TRUE(reopened.use(second, at(3'000)).value());
    ASSERT_TRUE(store.prune(at(999)));
    EXPECT_FALSE(store.use(first, at(1'000)).value());
    ASSERT_TRUE(store.prune(at(1'000)));
    EXPECT_TRUE(store.use(first, at(1'000)).value());
    EXPECT_FALSE(store.use(second, at(3'000)).value());
}

REGISTER_TYPED_TEST_SUITE_P(UsedChallengesContract, EachIsUsedOnceUntilItIsForgotten);

}  // namespace burner::contracts
