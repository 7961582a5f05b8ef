#pragma once

#include <gtest/gtest.h>

#include "access/replica_store.hpp"
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

    std::vector<access::Revocation> read_after(const nodes::FeedPosition& position) {
        std::vector<access::Revocation> revocations;
        const auto rows = this->backend_.reopened_replica_store().read_after(position).value();
        for (const auto& numbered : rows->revocations) revocations.push_back(numbered.revocation);
        return revocations;
    }
};
TYPED_TEST_SUITE_P(RevocationListContract);

TYPED_TEST_P(RevocationListContract, GivesBackWhatWasAddedInOrder) {
    auto& list = this->backend_.revocation_list();
    const std::vector all{this->of_session("a", 1000), this->of_wallet(2000), this->of_session("b", 3000)};
    for (const auto& revocation : all) ASSERT_TRUE(list.add(revocation));
    EXPECT_EQ(this->read_after({}), all);
}

TYPED_TEST_P(RevocationListContract, OthersGoOnWhereTheyEnded) {
    auto& list = this->backend_.revocation_list();
    EXPECT_TRUE(this->read_after({}).empty());
    const auto first = list.add(this->of_session("a", 1000)).value();
    const auto second = list.add(this->of_wallet(2000)).value();
    EXPECT_EQ(second.number, first.number + 1);
    EXPECT_NE(second.mark, first.mark);
    EXPECT_EQ(this->read_after(first), std::vector{this->of_wallet(2000)});
    EXPECT_TRUE(this->read_after(second).empty());
}

TYPED_TEST_P(RevocationListContract, PruneForgetsWhatHasEndedAndNumbersGoOn) {
    auto& list = this->backend_.revocation_list();
    ASSERT_TRUE(list.add(this->of_session("a", 1000)));
    const auto seen = list.add(this->of_session("b", 1001)).value();
    ASSERT_TRUE(list.prune(this->at(1000)));
    EXPECT_EQ(this->read_after({}), std::vector{this->of_session("b", 1001)});
    ASSERT_TRUE(list.prune(this->at(5000)));
    ASSERT_TRUE(list.add(this->of_session("c", 9000)));
    EXPECT_EQ(this->read_after(seen), std::vector{this->of_session("c", 9000)});
}

REGISTER_TYPED_TEST_SUITE_P(RevocationListContract, GivesBackWhatWasAddedInOrder, OthersGoOnWhereTheyEnded,
                            PruneForgetsWhatHasEndedAndNumbersGoOn);

}  // namespace burner::contracts
