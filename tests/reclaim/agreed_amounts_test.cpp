// The most that a run may cost, as it is shown.

#include "reclaim/review/agreed_amounts.hpp"

#include <gtest/gtest.h>

#include "reclaim/reclaim_fixture.hpp"

namespace burner::test {
namespace {

constexpr std::uint64_t token_account_rent = 2'039'280;

reclaim::Choice closes(std::size_t count, std::uint64_t lamports = rent) {
    reclaim::Choice choice;
    choice.close.assign(count, empty_item());
    for (auto& item : choice.close) item.reclaimable_lamports = lamports;
    return choice;
}

std::uint64_t donation(const reclaim::Choice& choice, double share) {
    return reclaim::agreed_amounts(choice, base::DonationShare::from_number(share).value(), "medium").donation;
}

std::uint64_t fees(const reclaim::Choice& choice, const std::string& priority) {
    return reclaim::agreed_amounts(choice, {}, priority).priority_fees;
}

TEST(AgreedAmounts, DonateTheShareOfWhatComesBack) {
    EXPECT_EQ(donation(closes(1), 0.05), 101'964U);
    EXPECT_EQ(donation(closes(3, 1'000'000), 0.05), 150'000U);
    EXPECT_EQ(donation(closes(3), 0), 0U);
}

TEST(AgreedAmounts, TakeNoAccountForRicherThanItCanBe) {
    EXPECT_EQ(donation(closes(1, 100'000'000'000), 0.05), 101'964U);
    auto choice = closes(0);
    choice.withdraw = {token_item()};
    choice.withdraw[0].excess_lamports = 100'000'000'000;
    EXPECT_EQ(donation(choice, 1), (128 + 1'024) * 6'960U);
    choice.withdraw[0].type = "cnft";
    EXPECT_EQ(donation(choice, 1), 0U);
}

TEST(AgreedAmounts, CountBurnsOfSharesOfPools) {
    reclaim::Choice choice;
    choice.burn_liquidity = {token_item()};
    choice.burn_liquidity[0].blocked = burnandclaim::Blocked{"liquidity", "It stands for a share of a pool"};
    choice.burn_liquidity[0].reclaimable_lamports = 0;
    choice.burn_liquidity[0].lamports = fee_rent;
    EXPECT_EQ(donation(choice, 0.05), fee_rent / 20);
    EXPECT_EQ(choice.lamports(), fee_rent);
}

TEST(AgreedAmounts, PayTheLevelsCapForEachItemAtMost) {
    EXPECT_EQ(fees(closes(100), "none"), 0U);
    EXPECT_EQ(fees(closes(100), "low"), 100U * 25'000);
    EXPECT_EQ(fees(closes(100), "medium"), 100U * 50'000);
    EXPECT_EQ(fees(closes(100), "high"), 100U * 100'000);
}

TEST(AgreedAmounts, PayForASingleTransactionThatExpires) {
    EXPECT_EQ(fees(closes(1), "medium"), 4U * 50'000);
}

TEST(AgreedAmounts, PayATenthAtMost) {
    EXPECT_EQ(fees(closes(1), "high"), token_account_rent / 10);
    reclaim::Choice choice;
    choice.burn = {token_item()};
    choice.burn[0].type = "cnft";
    EXPECT_EQ(fees(choice, "high"), 4U * 20'000);
}

}  // namespace
}  // namespace burner::test
