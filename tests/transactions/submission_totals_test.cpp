#include "transactions/submissions/submission_totals.hpp"

#include <gtest/gtest.h>

namespace burner::transactions {
namespace {

TEST(SubmissionTotals, BeginsPeriodsAsTheCalendarDoesInUtc) {
    using namespace std::chrono;
    struct Row {
        sys_days day;
        sys_days week;
        sys_days month;
    };
    const Row rows[] = {
        {2026y / April / 9, 2026y / April / 6, 2026y / April / 1},
        {2026y / April / 6, 2026y / April / 6, 2026y / April / 1},   // a Monday
        {2026y / April / 5, 2026y / March / 30, 2026y / April / 1},  // a Sunday
        {2026y / January / 1, 2025y / December / 29, 2026y / January / 1},
        {2024y / February / 29, 2024y / February / 26, 2024y / February / 1},
    };
    for (const auto& [day, week, month] : rows) {
        for (const milliseconds time : {milliseconds{0}, milliseconds{days{1}} - milliseconds{1}}) {
            const base::UnixTime now = day + time;
            EXPECT_EQ(first_day_of(Period::day, now), day.time_since_epoch().count());
            EXPECT_EQ(first_day_of(Period::week, now), week.time_since_epoch().count());
            EXPECT_EQ(first_day_of(Period::month, now), month.time_since_epoch().count());
            EXPECT_EQ(first_day_of(Period::all, now), 0);
        }
    }
}

TEST(SubmissionTotals, CountBurnsAndClosedAccountsAndNoWithdrawals) {
    using assets::Action;
    using assets::ItemType;
    const std::vector<Selection> includes = {{ItemType::empty_account, Action::close, {}, {}},
                                             {ItemType::nft, Action::burn, {}, {}},
                                             {ItemType::cnft, Action::burn, {}, {}},
                                             {ItemType::zk_compressed_token, Action::burn, {}, {}},
                                             {ItemType::empty_account, Action::withdraw_excess, {}, {}},
                                             {ItemType::token, Action::withdraw_excess, {}, {}}};
    const ItemTally tally = tally_of(includes);
    EXPECT_EQ(tally.burned, 3U);
    EXPECT_EQ(tally.accounts_closed, 2U);
    EXPECT_EQ(tally.ended, 4U);
}

TEST(SubmissionTotals, KnowsItsPeriodsByTheirWords) {
    for (const Period period : every_period) EXPECT_EQ(period_from_text(to_text(period)), period);
    EXPECT_EQ(period_from_text("year"), std::nullopt);
    EXPECT_EQ(period_from_text(""), std::nullopt);
}

}  // namespace
}  // namespace burner::transactions
