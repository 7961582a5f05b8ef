#include "solana/purse.hpp"

#include <gtest/gtest.h>

namespace burner::solana {
namespace {

/// As executed on the virtual machine, with a fee of 5,000 and a rent of 650,240 lamports.
TEST(Purse, PaysWhenTheFeeLeavesNothingOrTheRentOfAnEmptyAccount) {
    const struct {
        std::uint64_t held;
        std::uint64_t needed;
    } rows[] = {{0, 655'240},       {4'999, 655'240},   {5'000, 0},  {5'001, 655'240},
                {100'000, 655'240}, {655'239, 655'240}, {655'240, 0}};
    for (const auto& [held, needed] : rows) {
        const Purse purse{{held}, {650'240}};
        EXPECT_EQ(purse.needed_for({5'000}), base::Lamports{needed}) << held;
        EXPECT_EQ(purse.can_pay({5'000}), needed == 0) << held;
    }
}

}  // namespace
}  // namespace burner::solana
