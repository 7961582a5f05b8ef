#include "transactions/priority_fee.hpp"

#include <gtest/gtest.h>

#include "solana/programs/compute_budget.hpp"

namespace burner::transactions {
namespace {

std::vector<solana::PrioritizationFee> fees(std::vector<std::uint64_t> prices) {
    std::vector<solana::PrioritizationFee> made;
    for (const std::uint64_t price : prices) made.push_back({1'000 + made.size(), price});
    return made;
}

TEST(PriceAt, TakesThePercentileOfTheLevel) {
    const auto recent = fees({50, 10, 40, 20, 30});
    const PriorityFeeSettings open{0, 1'000'000};
    EXPECT_EQ(price_at(PriorityLevel::none, recent, open), 0U);
    EXPECT_EQ(price_at(PriorityLevel::low, recent, open), 20U);
    EXPECT_EQ(price_at(PriorityLevel::medium, recent, open), 30U);
    EXPECT_EQ(price_at(PriorityLevel::high, recent, open), 40U);
}

TEST(PriceAt, StaysWithinFloorAndCap) {
    const PriorityFeeSettings bounds{1'000, 9'000};
    EXPECT_EQ(price_at(PriorityLevel::medium, {}, bounds), 1'000U);
    EXPECT_EQ(price_at(PriorityLevel::medium, fees({0, 0, 0}), bounds), 1'000U);
    EXPECT_EQ(price_at(PriorityLevel::high, fees({UINT64_MAX, UINT64_MAX}), bounds), 9'000U);
    EXPECT_EQ(price_at(PriorityLevel::none, fees({5'000}), bounds), 0U);
}

TEST(NetworkFee, RoundsThePriorityPartUp) {
    EXPECT_EQ(network_fee(1, 0, 1'400'000).value, 5'000U);
    EXPECT_EQ(network_fee(1, 1, 1).value, 5'001U);
    EXPECT_EQ(network_fee(1, 1'000, 75'450).value, 5'076U);
    EXPECT_EQ(network_fee(2, 1'000, 75'450).value, 10'076U);
    EXPECT_EQ(network_fee(1, 1'000'000, 3'000).value, 8'000U);
    EXPECT_EQ(solana::compute_budget::priority_fee(UINT64_MAX, UINT32_MAX).value, UINT64_MAX);
    EXPECT_EQ(network_fee(2, UINT64_MAX, UINT32_MAX).value, UINT64_MAX);
}

TEST(MaxPriorityFee, IsThatOfTheLevelAndATenthOfTheRent) {
    struct Row {
        PriorityLevel level;
        std::uint64_t rent, max_fee;
    };
    const Row rows[] = {{PriorityLevel::none, 5'000'000, 0},        {PriorityLevel::low, 5'000'000, 25'000},
                        {PriorityLevel::medium, 5'000'000, 50'000}, {PriorityLevel::high, 5'000'000, 100'000},
                        {PriorityLevel::high, 999'999, 99'999},     {PriorityLevel::medium, 300'000, 30'000},
                        {PriorityLevel::high, 200'009, 20'000},     {PriorityLevel::low, 0, 20'000}};
    for (const Row& row : rows) EXPECT_EQ(max_priority_fee(row.level, {row.rent}).value, row.max_fee) << row.rent;
}

TEST(MaxPrice, NeverCostsMoreThanItMay) {
    for (const std::uint32_t limit : {1U, 3'450U, 75'451U, 1'400'000U}) {
        for (const std::uint64_t fee : {0U, 1U, 20'000U, 99'999U, 100'000U}) {
            const std::uint64_t price = solana::compute_budget::max_price({fee}, limit);
            EXPECT_LE(solana::compute_budget::priority_fee(price, limit).value, fee);
            EXPECT_GT(solana::compute_budget::priority_fee(price + 1, limit).value, fee);
        }
    }
    EXPECT_EQ(solana::compute_budget::max_price({5}, 0), 0U);
}

TEST(PriorityLevelWords, ReadBackAsTheyAreWritten) {
    for (const auto level : {PriorityLevel::none, PriorityLevel::low, PriorityLevel::medium, PriorityLevel::high}) {
        EXPECT_EQ(priority_level_from_text(to_text(level)), level);
    }
    EXPECT_EQ(priority_level_from_text("urgent"), std::nullopt);
}

}  // namespace
}  // namespace burner::transactions
