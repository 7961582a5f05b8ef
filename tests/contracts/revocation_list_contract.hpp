#pragma once

#include <gtest/gtest.h>

#include "access/revocation.hpp"
#include "contracts/contract.hpp"

namespace burner::contracts {

/// The contract of every access::RevocationList; `Backend` as in KeyStoreContract.
template <class Backend>
class RevocationListContract : public Contract<Backend> {
  protected:
    static base::UnixTime at(std::int64_t milliseconds) {
        return base::UnixTime{std::chrono::milliseconds{milliseconds}};
    }
    static access::Revocation of_session(std::string id, std::int64_t forget_at) {
        return {"prj_1", std::move(id), std::nullopt, at(100), at(forget_at)};
    }
    static access::Revocation of_wallet(std::int64_t forget_at) {
        solana::Pubkey wallet;
        wallet.bytes.fill(9);
        return {"prj_2", "", wallet, at(200), at(forget_at)};
    }
};
TYPED_TEST_SUITE_P(RevocationListContract);

TYPED_TEST_P(RevocationListContract, GivesBackWhatWasAddedInOrder) {
    auto& list = this->backend_.revocation_list();
    const std::vector all{this->of_session("a", 1000), this->of_wallet(2000), this->of_session("b", 3000)};
    for (const auto& revocation : all) ASSERT_TRUE(list.add(revocation));
    EXPECT_EQ(this->backend_.reopened_revocation_list().load_after(0)->revocations, all);
}

TYPED_TEST_P(RevocationListContract, PagesGoOnWhereTheLastOneEnded) {
    auto& list = this->backend_.revocation_list();
    EXPECT_TRUE(list.load_after(0)->revocations.empty());
    ASSERT_TRUE(list.add(this->of_session("a", 1000)));
    const auto first = list.load_after(0).value();
    ASSERT_TRUE(list.add(this->of_wallet(2000)));
    const auto second = list.load_after(first.sequence).value();
    EXPECT_EQ(second.revocations, std::vector{this->of_wallet(2000)});
    const auto third = list.load_after(second.sequence).value();
    EXPECT_TRUE(third.revocations.empty());
    EXPECT_EQ(third.sequence, second.sequence);
}

TYPED_TEST_P(RevocationListContract, PruneForgetsWhatHasEndedAndNumbersGoOn) {
    auto& list = this->backend_.revocation_list();
    ASSERT_TRUE(list.add(this->of_session("a", 1000)));
    ASSERT_TRUE(list.add(this->of_session("b", 1001)));
    ASSERT_TRUE(list.prune(this->at(1000)));
    EXPECT_EQ(list.load_after(0)->revocations, std::vector{this->of_session("b", 1001)});
    const auto seen = list.load_after(0)->sequence;
    ASSERT_TRUE(list.prune(this->at(5000)));
    ASSERT_TRUE(list.add(this->of_session("c", 9000)));
    EXPECT_EQ(list.load_after(seen)->revocations, std::vector{this->of_session("c", 9000)});
}

REGISTER_TYPED_TEST_SUITE_P(RevocationListContract, GivesBackWhatWasAddedInOrder, PagesGoOnWhereTheLastOneEnded,
                            PruneForgetsWhatHasEndedAndNumbersGoOn);

}  // namespace burner::contracts
