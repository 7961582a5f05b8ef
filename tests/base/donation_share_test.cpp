#include "base/donation_share.hpp"

#include <gtest/gtest.h>

namespace burner::base {
namespace {

TEST(DonationShare, IsTheContractsExample) {
    EXPECT_EQ(DonationShare::from_number(0.05)->of({2'039'280}).value, 101'964U);
}

TEST(DonationShare, RoundsDownExactly) {
    struct Row {
        const char* share;
        std::uint64_t gross, donation;
    };
    const Row rows[] = {
        {"0", 2'039'280, 0},
        {"1", 2'039'280, 2'039'280},
        {"1.0", 7, 7},
        {"0.1", 9, 0},
        {"0.1", 10, 1},
        {"0.29", 100, 29},  // 0.29 * 100 is 28.999… in binary
        {"0.07", 100, 7},
        {"0.333333333333333333", 3, 0},
        {"5e-2", 2'039'280, 101'964},
        {"0.5E+0", 3, 1},
        {"1e0", 5, 5},
        {"0.000000000000000001", 1'000'000'000'000'000'000, 1},
        {"1e-19", 1'000'000'000'000'000'000, 0},
        {"0.9999999999999999999999", 1'000'000, 999'999},
    };
    for (const Row& row : rows) {
        const auto share = DonationShare::from_text(row.share);
        ASSERT_TRUE(share) << row.share;
        EXPECT_EQ(share->of({row.gross}).value, row.donation) << row.share;
    }
}

TEST(DonationShare, RefusesWhatIsNoFraction) {
    for (const char* text : {"", ".", ".5", "5.", "-0.1", "+0.1", "1.01", "2", "1e1", "0x1", "1e", "1e99999", "nan",
                             "0,5", " 0.5", "10e-2000"}) {
        EXPECT_FALSE(DonationShare::from_text(text)) << text;
    }
}

TEST(DonationShare, ReadsNumbersAsTheyWereWritten) {
    EXPECT_EQ(DonationShare::from_number(0.29), DonationShare::from_text("0.29"));
    EXPECT_EQ(DonationShare::from_number(1e-7), DonationShare::from_text("0.0000001"));
    EXPECT_EQ(DonationShare::from_number(1), DonationShare::from_text("1"));
    EXPECT_TRUE(DonationShare::from_number(0)->is_zero());
    EXPECT_TRUE(DonationShare::from_number(5e-324)->is_zero());
    EXPECT_FALSE(DonationShare::from_number(-0.01));
    EXPECT_FALSE(DonationShare::from_number(1.0000000000000002));
    EXPECT_FALSE(DonationShare::from_number(0.0 / 0.0));
}

}  // namespace
}  // namespace burner::base
