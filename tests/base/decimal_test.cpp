#include "base/decimal.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace burner::base {
namespace {

TEST(Decimal, IsReadAsItIsWritten) {
    const std::pair<std::string_view, Decimal> cases[] = {
        {"1", {1, 0}},
        {"147.48", {14748, -2}},
        {"0.9999", {9999, -4}},
        {"0.10", {1, -1}},
        {"1200", {12, 2}},
        {"1e-7", {1, -7}},
        {"1.5E+3", {15, 2}},
        {"0.000000012345", {12345, -12}},
        {"2.718281828459045235360287", {271828182845904523, -17}},
        {"123456789012345678901234567890", {123456789012345678, 12}},
        {"1e-30", {1, -30}},
    };
    for (const auto& [text, decimal] : cases) {
        const auto read = decimal_from_text(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(*read, decimal) << text << " gives " << read->digits << "e" << read->exponent;
    }
}

TEST(Decimal, RefusesWhatIsNoPrice) {
    for (const std::string_view text :
         {"",     "0",     "0.0",      "0e5",  "-1",    "+1",     "1.",
          ".5",   "01",    "1e",       "1e+",  "1e5x",  "1 ",     " 1",
          "0x1",  "NaN",   "Infinity", "null", "1e400", "1e-400", "1e99999999999999999999",
          "1e31", "1e-33", "1,5"}) {
        EXPECT_FALSE(decimal_from_text(text)) << text;
    }
    EXPECT_FALSE(decimal_from_text(std::string(101, '1')));
}

TEST(UsdValue, HasCentsFromOneDollarOnAndMillionthsBelow) {
    struct Case {
        std::uint64_t amount;
        std::uint8_t decimals;
        std::string_view price;
        std::string_view value;
    };
    const Case cases[] = {
        {1'000'000'000, 9, "147.48", "147.48"},
        {1'000'000, 6, "0.9999", "0.9999"},
        {350'000, 6, "1", "0.35"},
        {3, 0, "4", "12"},
        {1, 6, "0.1", "0"},
        {5, 6, "0.1", "0.000001"},
        {1, 0, "0.9999995", "1"},
        {1, 0, "1.005", "1.01"},
        {1, 0, "1.004999", "1"},
        {1, 0, "99.995", "100"},
        {0, 9, "147.48", "0"},
        {1, 255, "1e29", "0"},
        {std::numeric_limits<std::uint64_t>::max(), 9, "0.000000123456789012345678", "2277.38"},
        {std::numeric_limits<std::uint64_t>::max(), 0, "1e-10", "1844674407.37"},
        {1'000'000'000'000'000, 0, "1", "1000000000000000"},
    };
    for (const auto& [amount, decimals, price, value] : cases) {
        EXPECT_EQ(usd_value(amount, decimals, decimal_from_text(price).value()), value) << amount << " at " << price;
    }
}

TEST(UsdValue, IsNothingWhenItIsBeyondBelief) {
    const auto value = [](std::uint64_t amount, std::string_view price) {
        return usd_value(amount, 0, decimal_from_text(price).value());
    };
    EXPECT_FALSE(value(1'000'000'000'000'000, "1.00000000000001"));
    EXPECT_FALSE(value(1'000'000'000'000'001, "1"));
    EXPECT_FALSE(value(std::numeric_limits<std::uint64_t>::max(), "1e29"));
}

TEST(ToDecimal, IsExact) {
    EXPECT_EQ(to_decimal(0, 0), "0");
    EXPECT_EQ(to_decimal(0, 9), "0");
    EXPECT_EQ(to_decimal(1, 9), "0.000000001");
    EXPECT_EQ(to_decimal(1'500'000, 6), "1.5");
    EXPECT_EQ(to_decimal(12'000'000, 6), "12");
    EXPECT_EQ(to_decimal(120, 0), "120");
    EXPECT_EQ(to_decimal(100, 2), "1");
    EXPECT_EQ(to_decimal(UINT64_MAX, 0), "18446744073709551615");
    EXPECT_EQ(to_decimal(UINT64_MAX, 19), "1.8446744073709551615");
    EXPECT_EQ(to_decimal(7, 255).size(), 257U);
    EXPECT_EQ(to_whole_decimal(0, 0), "0");
    EXPECT_EQ(to_whole_decimal(0, 2), "0.00");
    EXPECT_EQ(to_whole_decimal(1'500'000, 6), "1.500000");
    EXPECT_EQ(to_whole_decimal(120, 0), "120");
}

}  // namespace
}  // namespace burner::base
