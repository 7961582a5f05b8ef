#pragma once

#include <vector>

#include <gtest/gtest.h>

#include "contracts/contract.hpp"
#include "transactions/pause_store.hpp"

namespace burner::contracts {

/// The contract of every transactions::PauseStore; `Backend` as in KeyStoreContract.
template <class Backend>
class PauseStoreContract : public Contract<Backend> {};
TYPED_TEST_SUITE_P(PauseStoreContract);

TYPED_TEST_P(PauseStoreContract, KeepsEachPauseOnceUntilItIsRemoved) {
    using transactions::Pause;
    auto& store = this->backend_.pause_store();
    EXPECT_TRUE(store.load()->empty());
    const Pause all;
    const Pause burns{true, assets::ItemType::token, "prj_1"};
    ASSERT_TRUE(store.add(all));
    const auto added = store.add(burns).value();
    EXPECT_EQ(store.add(burns).value(), added);
    EXPECT_EQ(this->backend_.reopened_pause_store().load().value(), (std::vector{all, burns}));
    EXPECT_FALSE(store.remove({true, assets::ItemType::token, {}}).value());
    EXPECT_GT(store.remove(all).value().value().number, added.number);
    EXPECT_FALSE(store.remove(all).value());
    EXPECT_EQ(this->backend_.reopened_pause_store().load().value(), std::vector{burns});
}

REGISTER_TYPED_TEST_SUITE_P(PauseStoreContract, KeepsEachPauseOnceUntilItIsRemoved);

}  // namespace burner::contracts
