#pragma once

#include <gtest/gtest.h>

#include "contracts/submission_contract.hpp"
#include "fakes/change_submission.hpp"
#include "transactions/sponsor/reservation_store.hpp"

namespace burner::contracts {

/// The contract of every transactions::ReservationStore beside a log; `Backend` as in KeyStoreContract.
template <class Backend>
class ReservationStoreContract : public SubmissionContract<Backend> {
  protected:
    using Refusal = transactions::SponsorRefusal;
    using Use = transactions::SponsorUse;

    static constexpr base::Lamports fee{10'000};
    static constexpr base::Lamports rich{1'000'000'000};
    /// Noon of some day.
    static constexpr base::UnixTime noon{std::chrono::days{20'000} + std::chrono::hours{12}};

    static transactions::Reservation reservation(std::uint8_t number) {
        transactions::Reservation made;
        made.digest.fill(number);
        made.project = "prj_1";
        made.key_id = "key_1";
        made.wallet.bytes.fill(7);
        made.lamports = fee;
        made.last_valid_block_height = 1'050;
        made.at = noon;
        return made;
    }
    static solana::Sponsorship terms() { return {{{5}}, {50'000}, {40'000}, {30'000}, {1'000'000}}; }
    std::optional<Refusal> reserve(const transactions::Reservation& reservation, base::Lamports balance = rich) {
        return this->backend_.reservation_store().reserve(reservation, terms(), balance).value();
    }
    /// Records the submission of a reservation, which becomes `status`.
    void decide(std::uint8_t number, transactions::SubmissionStatus status) {
        auto& log = this->backend_.submission_log();
        if (!log.find(this->submission(number).digest).value()) ASSERT_TRUE(log.record({this->submission(number)}));
        if (status == transactions::SubmissionStatus::submitted) return;
        ASSERT_TRUE(fakes::change(log, this->submission(number).digest, {status, 5, {}}));
    }
    void settle(solana::BlockHeight height) {
        ASSERT_TRUE(this->backend_.reservation_store().settle(height, noon - std::chrono::minutes{1}));
    }
    Use use(base::UnixTime now = noon) {
        return this->backend_.reopened_reservation_store().use_of(terms().sponsor, now).value();
    }
};
TYPED_TEST_SUITE_P(ReservationStoreContract);

TYPED_TEST_P(ReservationStoreContract, EachBudgetIsUsedToTheLastLamport) {
    EXPECT_EQ(this->reserve(this->reservation(1)), std::nullopt);
    EXPECT_EQ(this->reserve(this->reservation(2)), std::nullopt);
    auto third = this->reservation(3);
    third.lamports = {10'001};
    EXPECT_EQ(this->reserve(third), TestFixture::Refusal::wallet_budget);
    EXPECT_EQ(this->reserve(this->reservation(3)), std::nullopt);
    EXPECT_EQ(this->reserve(this->reservation(4)), TestFixture::Refusal::wallet_budget);
    auto other_wallet = this->reservation(4);
    other_wallet.wallet.bytes.fill(8);
    EXPECT_EQ(this->reserve(other_wallet), std::nullopt);
    other_wallet.digest.fill(5);
    EXPECT_EQ(this->reserve(other_wallet), TestFixture::Refusal::key_budget);
    other_wallet.key_id = "key_2";
    EXPECT_EQ(this->reserve(other_wallet), std::nullopt);
    other_wallet.digest.fill(6);
    EXPECT_EQ(this->reserve(other_wallet), TestFixture::Refusal::project_budget);
    other_wallet.project = "prj_2";
    EXPECT_EQ(this->reserve(other_wallet), std::nullopt);
    EXPECT_EQ(this->use().at_risk, base::Lamports{60'000});
}

TYPED_TEST_P(ReservationStoreContract, ThePlaceOfAReservationIsTakenByTheSameOne) {
    for (int i = 0; i < 9; ++i) EXPECT_EQ(this->reserve(this->reservation(1)), std::nullopt);
    EXPECT_EQ(this->use().at_risk, TestFixture::fee);
}

TYPED_TEST_P(ReservationStoreContract, KeepsTheFloorWhateverIsAtRisk) {
    const base::Lamports balance{1'000'000 + 20'000};
    EXPECT_EQ(this->reserve(this->reservation(1), {1'009'999}), TestFixture::Refusal::floor);
    EXPECT_EQ(this->reserve(this->reservation(1), {5}), TestFixture::Refusal::floor);
    EXPECT_EQ(this->reserve(this->reservation(1), balance), std::nullopt);
    EXPECT_EQ(this->reserve(this->reservation(2), balance), std::nullopt);
    EXPECT_EQ(this->reserve(this->reservation(3), balance), TestFixture::Refusal::floor);
}

TYPED_TEST_P(ReservationStoreContract, WhatHasLandedOrExpiredIsReleasedAndWhatFailedIsKept) {
    using Status = transactions::SubmissionStatus;
    const std::array decided{Status::confirmed, Status::finalized, Status::expired, Status::failed};
    for (std::uint8_t i = 0; i < decided.size(); ++i) {
        auto one = this->reservation(i);
        one.wallet.bytes.fill(i);
        EXPECT_EQ(this->reserve(one), std::nullopt);
        this->decide(i, decided[i]);
    }
    this->settle(0);
    EXPECT_EQ(this->use(), (typename TestFixture::Use{{0}, TestFixture::fee, 1}));
    this->decide(0, Status::failed);  // the cluster took back what it had confirmed
    this->settle(0);
    EXPECT_EQ(this->use(), (typename TestFixture::Use{{0}, {20'000}, 2}));
    EXPECT_EQ(this->use(this->noon + std::chrono::days{1}), typename TestFixture::Use{});
}

TYPED_TEST_P(ReservationStoreContract, AReservationSeesByItselfWhatTheChainHasDecided) {
    for (std::uint8_t i = 1; i <= 3; ++i) {
        EXPECT_EQ(this->reserve(this->reservation(i)), std::nullopt);
        this->decide(i, transactions::SubmissionStatus::finalized);
    }
    EXPECT_EQ(this->reserve(this->reservation(4)), std::nullopt);
    EXPECT_EQ(this->use().at_risk, TestFixture::fee);
}

TYPED_TEST_P(ReservationStoreContract, ThreeFailuresInADayStopAWallet) {
    const auto fail = [&](std::uint8_t number) {
        auto one = this->reservation(number);
        one.lamports = {1'000};
        EXPECT_EQ(this->reserve(one), std::nullopt);
        this->decide(number, transactions::SubmissionStatus::failed);
    };
    fail(1);
    fail(2);
    fail(3);
    auto fourth = this->reservation(4);
    EXPECT_EQ(this->reserve(fourth), TestFixture::Refusal::wallet_failures);
    fourth.project = "prj_2";
    EXPECT_EQ(this->reserve(fourth), TestFixture::Refusal::wallet_failures);
    auto other = fourth;
    other.wallet.bytes.fill(8);
    EXPECT_EQ(this->reserve(other), std::nullopt);
    fourth.at = transactions::day_of(this->noon) + std::chrono::days{1};
    EXPECT_EQ(this->reserve(fourth), std::nullopt);
}

TYPED_TEST_P(ReservationStoreContract, WhatNobodyFollowsIsReleasedOnceItCanLandNoMore) {
    EXPECT_FALSE(this->backend_.reservation_store().has_open().value());
    EXPECT_EQ(this->reserve(this->reservation(1)), std::nullopt);
    EXPECT_EQ(this->reserve(this->reservation(2)), std::nullopt);
    this->decide(2, transactions::SubmissionStatus::submitted);
    EXPECT_TRUE(this->backend_.reservation_store().has_open().value());
    this->settle(1'050);
    EXPECT_EQ(this->use().at_risk, base::Lamports{20'000});
    this->settle(1'051);
    EXPECT_EQ(this->use().at_risk, TestFixture::fee) << "the other is followed";
    this->decide(2, transactions::SubmissionStatus::rejected);
    this->settle(1'051);
    EXPECT_EQ(this->use().at_risk, base::Lamports{});
    auto made_up = this->reservation(3);
    made_up.last_valid_block_height = std::numeric_limits<std::int64_t>::max();
    made_up.at = this->noon - std::chrono::minutes{2};
    EXPECT_EQ(this->reserve(made_up), std::nullopt);
    this->settle(0);
    EXPECT_FALSE(this->backend_.reservation_store().has_open().value());
}

TYPED_TEST_P(ReservationStoreContract, AskingReservesNothing) {
    auto& store = this->backend_.reservation_store();
    const auto ask = [&](base::Lamports balance) {
        return store.check(this->reservation(9), this->terms(), balance).value();
    };
    for (int i = 0; i < 9; ++i) EXPECT_EQ(ask(TestFixture::rich), std::nullopt);
    EXPECT_EQ(ask({0}), TestFixture::Refusal::floor);
    EXPECT_EQ(this->use(), typename TestFixture::Use{});
}

TYPED_TEST_P(ReservationStoreContract, OldFailuresAreForgotten) {
    EXPECT_EQ(this->reserve(this->reservation(1)), std::nullopt);
    this->decide(1, transactions::SubmissionStatus::failed);
    this->settle(0);
    ASSERT_TRUE(this->backend_.reservation_store().prune(this->noon));
    EXPECT_EQ(this->use().failures_today, 1U);
    ASSERT_TRUE(this->backend_.reservation_store().prune(this->noon + std::chrono::milliseconds{1}));
    EXPECT_EQ(this->use().failures_today, 0U);
}

REGISTER_TYPED_TEST_SUITE_P(ReservationStoreContract, EachBudgetIsUsedToTheLastLamport,
                            ThePlaceOfAReservationIsTakenByTheSameOne, KeepsTheFloorWhateverIsAtRisk,
                            WhatHasLandedOrExpiredIsReleasedAndWhatFailedIsKept,
                            AReservationSeesByItselfWhatTheChainHasDecided, ThreeFailuresInADayStopAWallet,
                            WhatNobodyFollowsIsReleasedOnceItCanLandNoMore, AskingReservesNothing,
                            OldFailuresAreForgotten);

}  // namespace burner::contracts
