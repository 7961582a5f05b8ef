#pragma once

#include <chrono>
#include <vector>

#include "contracts/submission_contract.hpp"
#include "fakes/change_submission.hpp"

namespace burner::contracts {

/// The contract of every transactions::SubmissionLog about the sums and leaders behind the statistics.
template <class Backend>
class SubmissionTotalsContract : public SubmissionContract<Backend> {};
TYPED_TEST_SUITE_P(SubmissionTotalsContract);

TYPED_TEST_P(SubmissionTotalsContract, SumsEachConfirmedSubmissionOnce) {
    auto& log = this->backend_.submission_log();
    using Status = transactions::SubmissionStatus;
    auto stranger = this->submission(3);
    stranger.wallet.bytes.fill(8);
    auto foreign = this->submission(4);
    foreign.project = "prj_2";
    ASSERT_TRUE(log.record({this->submission(1), this->submission(2), stranger, foreign, this->submission(5)}));
    EXPECT_EQ(log.totals("prj_1")->transactions, 0U);
    for (const Status status : {Status::confirmed, Status::confirmed, Status::finalized, Status::finalized}) {
        ASSERT_TRUE(fakes::change(log, this->submission(1).digest, {status, 77, {}}));
    }
    ASSERT_TRUE(fakes::change(log, this->submission(2).digest, {Status::finalized, 77, {}}));
    ASSERT_TRUE(fakes::change(log, stranger.digest, {Status::confirmed, 77, {}}));
    ASSERT_TRUE(fakes::change(log, foreign.digest, {Status::confirmed, 77, {}}));
    ASSERT_TRUE(fakes::change(log, this->submission(5).digest, {Status::failed, 77, "x"}));
    const auto three = this->backend_.reopened_submission_log().totals("prj_1").value();
    EXPECT_EQ(three.wallets, 2U);
    EXPECT_EQ(three.transactions, 3U);
    EXPECT_EQ(three.items.burned, 3U);
    EXPECT_EQ(three.items.accounts_closed, 3U);
    EXPECT_EQ(three.reclaimed.value, 3U * 2'039'280);
    EXPECT_EQ(three.donated.value, 3U * 101'964);
    ASSERT_TRUE(fakes::change(log, stranger.digest, {Status::failed, 77, "dropped by its fork"}));
    const auto two = log.totals("prj_1").value();
    EXPECT_EQ(two.wallets, 1U);
    EXPECT_EQ(two.transactions, 2U);
    EXPECT_EQ(two.reclaimed.value, 2U * 2'039'280);
    EXPECT_EQ(log.leaders("prj_1", transactions::Period::all, 0, 9)->size(), 1U);
    EXPECT_EQ(log.totals("prj_2")->transactions, 1U);
    EXPECT_EQ(log.totals("prj_3")->wallets, 0U);
}

TYPED_TEST_P(SubmissionTotalsContract, RanksWalletsWithinAPeriod) {
    using transactions::Leader;
    using transactions::Period;
    auto& log = this->backend_.submission_log();
    // Thursday 2026-04-09 12:00, one row for each border of its day, week and month.
    const base::UnixTime noon{std::chrono::milliseconds{1'775'736'000'000}};
    using std::chrono::hours;
    struct Row {
        std::uint8_t wallet;
        hours before;
        std::uint64_t lamports;
    };
    const Row rows[] = {
        {1, hours{0}, 10},           {1, hours{12}, 5},  // the first moment of the day
        {2, hours{13}, 15},                              // the day before
        {3, hours{3 * 24 + 13}, 40},                     // Sunday, another week
        {2, hours{8 * 24 + 13}, 60},                     // in March
        {9, hours{0}, 15},                               // a tie with 1 on the day
    };
    std::uint8_t number = 0;
    for (const Row& row : rows) {
        auto made = this->submission(++number);
        made.wallet.bytes.fill(row.wallet);
        made.recorded_at = noon - row.before;
        made.rebate = {{row.lamports + 1'000}, {}, {row.lamports}};
        ASSERT_TRUE(log.record({made}));
        ASSERT_TRUE(fakes::change(log, made.digest, {transactions::SubmissionStatus::confirmed, 5, {}}));
        ASSERT_TRUE(fakes::change(log, made.digest, {transactions::SubmissionStatus::finalized, 5, {}}));
    }
    const auto leader = [](std::uint8_t wallet, std::uint64_t lamports, std::uint64_t items) {
        Leader made{{}, {lamports}, items};
        made.wallet.bytes.fill(wallet);
        return made;
    };
    const auto ranked = [&](Period period, std::size_t max_leaders = 9) {
        const auto day = transactions::first_day_of(period, noon);
        return this->backend_.reopened_submission_log().leaders("prj_1", period, day, max_leaders).value();
    };
    EXPECT_EQ(ranked(Period::day), (std::vector{leader(1, 15, 4), leader(9, 15, 2)}));
    EXPECT_EQ(ranked(Period::week), (std::vector{leader(1, 15, 4), leader(2, 15, 2), leader(9, 15, 2)}));
    EXPECT_EQ(ranked(Period::month),
              (std::vector{leader(3, 40, 2), leader(1, 15, 4), leader(2, 15, 2), leader(9, 15, 2)}));
    EXPECT_EQ(ranked(Period::all),
              (std::vector{leader(2, 75, 4), leader(3, 40, 2), leader(1, 15, 4), leader(9, 15, 2)}));
    EXPECT_EQ(ranked(Period::all, 1), (std::vector{leader(2, 75, 4)}));
    EXPECT_TRUE(log.leaders("prj_2", Period::all, 0, 9)->empty());
}

TYPED_TEST_P(SubmissionTotalsContract, ForgetsTheLeadersOfPeriodsThatHaveEnded) {
    using std::chrono::days;
    using transactions::Period;
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    const base::UnixTime thursday{std::chrono::milliseconds{1'775'736'000'000}};  // 2026-04-09 12:00
    const auto recorded_at = [&](std::uint8_t number, base::UnixTime time) {
        auto made = this->submission(number);
        made.recorded_at = time;
        EXPECT_TRUE(log.record({made}));
        EXPECT_TRUE(fakes::change(log, made.digest, {Status::confirmed, 5, {}}));
        return made;
    };
    const auto old = recorded_at(1, thursday - days{30});
    recorded_at(2, thursday - days{1});
    recorded_at(3, thursday);
    const auto leaders = [&](Period period, base::UnixTime time) {
        const auto day = transactions::first_day_of(period, time);
        return this->backend_.reopened_submission_log().leaders("prj_1", period, day, 9).value().size();
    };
    std::vector<std::size_t> now;
    for (const Period period : transactions::every_period) now.push_back(leaders(period, thursday));
    EXPECT_EQ(now, (std::vector<std::size_t>{1, 1, 1, 1}));
    ASSERT_TRUE(log.prune_leaders(thursday - days{2}));
    EXPECT_EQ(leaders(Period::day, thursday - days{1}), 1U);
    EXPECT_EQ(leaders(Period::day, thursday - days{30}), 0U);
    EXPECT_EQ(leaders(Period::week, thursday - days{30}), 0U);
    EXPECT_EQ(leaders(Period::month, thursday - days{30}), 0U);
    ASSERT_TRUE(log.prune_leaders(thursday));
    EXPECT_EQ(leaders(Period::day, thursday - days{1}), 0U);
    for (const Period period : transactions::every_period) EXPECT_EQ(leaders(period, thursday), 1U);
    // What the chain drops after its period is over is taken from what still counts it.
    ASSERT_TRUE(fakes::change(log, old.digest, {Status::failed, 5, "dropped by its fork"}));
    EXPECT_EQ(log.totals("prj_1")->transactions, 2U);
    EXPECT_EQ(log.leaders("prj_1", Period::all, 0, 9).value().front().items, 4U);
    ASSERT_TRUE(log.prune_leaders(thursday));
    EXPECT_EQ(leaders(Period::day, thursday - days{30}), 0U);
}

TYPED_TEST_P(SubmissionTotalsContract, ForgetsFinishedOnesAndKeepsTheirSums) {
    using transactions::Period;
    using Status = transactions::SubmissionStatus;
    auto& log = this->backend_.submission_log();
    for (std::uint8_t number = 1; number <= 6; ++number) ASSERT_TRUE(log.record({this->submission(number)}));
    for (const std::uint8_t number : std::vector<std::uint8_t>{1, 2, 3, 6}) {
        ASSERT_TRUE(fakes::change(log, this->submission(number).digest, {Status::finalized, 77, {}}));
    }
    ASSERT_TRUE(fakes::change(log, this->submission(4).digest, {Status::confirmed, 77, {}}));
    const auto totals = log.totals("prj_1").value();
    const auto leaders = log.leaders("prj_1", Period::all, 0, 9).value();
    const auto before = this->submission(6).recorded_at;
    EXPECT_EQ(log.prune_finished(before, 2).value(), 2U);
    EXPECT_EQ(this->backend_.reopened_submission_log().prune_finished(before, 2).value(), 1U);
    EXPECT_EQ(log.prune_finished(before, 2).value(), 0U);
    auto& again = this->backend_.reopened_submission_log();
    for (const std::uint8_t number : std::vector<std::uint8_t>{1, 2, 3})
        EXPECT_FALSE(again.find(this->submission(number).digest).value());
    for (const std::uint8_t number : std::vector<std::uint8_t>{4, 5, 6})
        EXPECT_TRUE(again.find(this->submission(number).digest).value());
    EXPECT_EQ(again.totals("prj_1")->transactions, totals.transactions);
    EXPECT_EQ(again.totals("prj_1")->wallets, totals.wallets);
    EXPECT_EQ(again.totals("prj_1")->reclaimed, totals.reclaimed);
    EXPECT_EQ(again.leaders("prj_1", Period::all, 0, 9).value(), leaders);
}

REGISTER_TYPED_TEST_SUITE_P(SubmissionTotalsContract, SumsEachConfirmedSubmissionOnce, RanksWalletsWithinAPeriod,
                            ForgetsTheLeadersOfPeriodsThatHaveEnded, ForgetsFinishedOnesAndKeepsTheirSums);

}  // namespace burner::contracts
