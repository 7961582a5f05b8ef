#pragma once

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "transactions/sponsor/sponsor_store.hpp"

namespace burner::contracts {

/// The contract of every transactions::SponsorStore; `Backend` as in KeyStoreContract.
template <class Backend>
class SponsorStoreContract : public Contract<Backend> {};
TYPED_TEST_SUITE_P(SponsorStoreContract);

TYPED_TEST_P(SponsorStoreContract, KeepsEachUnderItsAddressTheOldestFirst) {
    using transactions::SealedSponsor;
    const auto at = [](std::int64_t milliseconds) { return base::UnixTime{std::chrono::milliseconds{milliseconds}}; };
    const SealedSponsor young{{{2}}, {0, 1, 255}, at(2)};
    const SealedSponsor old{{{9}}, {7}, at(1)};
    auto& store = this->backend_.sponsor_store();
    auto& reopened = this->backend_.reopened_sponsor_store();
    EXPECT_TRUE(store.all().value().empty());
    ASSERT_TRUE(store.add(young));
    ASSERT_TRUE(store.add(old));
    EXPECT_EQ(reopened.all().value(), (std::vector{old, young}));
    EXPECT_EQ(reopened.find(young.address).value(), young);
    EXPECT_FALSE(reopened.find({{1}}).value());
}

TYPED_TEST_P(SponsorStoreContract, PutsAnotherSealInThePlaceOfOne) {
    auto& store = this->backend_.sponsor_store();
    ASSERT_TRUE(store.add({{{2}}, {1}, {}}));
    ASSERT_TRUE(store.add({{{3}}, {1}, {}}));
    ASSERT_TRUE(store.reseal({{2}}, base::Bytes{5, 6}));
    ASSERT_TRUE(store.reseal({{4}}, base::Bytes{5, 6}));
    auto& reopened = this->backend_.reopened_sponsor_store();
    EXPECT_EQ(reopened.find({{2}}).value()->sealed, (base::Bytes{5, 6}));
    EXPECT_EQ(reopened.find({{3}}).value()->sealed, base::Bytes{1});
    EXPECT_FALSE(reopened.find({{4}}).value());
}

REGISTER_TYPED_TEST_SUITE_P(SponsorStoreContract, KeepsEachUnderItsAddressTheOldestFirst,
                            PutsAnotherSealInThePlaceOfOne);

}  // namespace burner::contracts
