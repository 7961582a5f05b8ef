#include "transactions/submissions/submission_totals.hpp"

#include <gtest/gtest.h>

#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"
#include "solana/transaction.hpp"

namespace burner::transactions {
namespace {

namespace token = solana::token;

solana::Pubkey account_key(std::uint8_t number) {
    return {{number}};
}
const solana::Pubkey owner = account_key(100);

solana::Instruction close(std::uint8_t account) {
    return token::close_account(solana::ids::token, account_key(account), owner, owner);
}
solana::Instruction burn(std::uint8_t account) {
    return token::burn_checked(solana::ids::token, account_key(account), account_key(50), owner, 7, 0);
}
solana::Instruction burn_nft(std::uint8_t account) {
    return solana::token_metadata::burn({.owner = owner,
                                         .mint = account_key(50),
                                         .token_account = account_key(account),
                                         .token_program = solana::ids::token,
                                         .standard = solana::TokenStandard::non_fungible,
                                         .verified_collection = {},
                                         .master = {}});
}
base::Bytes transaction(const std::vector<solana::Instruction>& instructions) {
    return serialize(solana::unsigned_transaction(compile(owner, instructions, {})));
}

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
    const std::vector<Selection> includes = {{ItemType::empty_account, Action::close, account_key(1), {}},
                                             {ItemType::token, Action::burn, account_key(2), {}},
                                             {ItemType::nft, Action::burn, account_key(3), {}},
                                             {ItemType::cnft, Action::burn, account_key(4), {}},
                                             {ItemType::zk_compressed_token, Action::burn, account_key(5), {}},
                                             {ItemType::empty_account, Action::withdraw_excess, account_key(6), {}},
                                             {ItemType::token, Action::withdraw_excess, account_key(7), {}}};
    const ItemTally tally = tally_of(includes, transaction({close(1), burn(2), close(2), burn_nft(3)}));
    EXPECT_EQ(tally.burned, 4U);
    EXPECT_EQ(tally.accounts_closed, 3U);
    EXPECT_EQ(tally.ended, 5U);
}

// Another address may have the only right to close the account.
TEST(SubmissionTotals, CountNoAccountAsClosedThatStaysWithoutItsTokens) {
    const std::vector<Selection> includes = {{assets::ItemType::token, assets::Action::burn, account_key(2), {}}};
    const ItemTally tally = tally_of(includes, transaction({burn(2)}));
    EXPECT_EQ(tally.burned, 1U);
    EXPECT_EQ(tally.accounts_closed, 0U);
    EXPECT_EQ(tally.ended, 1U);
}

TEST(SubmissionTotals, KnowsItsPeriodsByTheirWords) {
    for (const Period period : every_period) EXPECT_EQ(period_from_text(to_text(period)), period);
    EXPECT_EQ(period_from_text("year"), std::nullopt);
    EXPECT_EQ(period_from_text(""), std::nullopt);
}

}  // namespace
}  // namespace burner::transactions
