#include "base/number_text.hpp"

#include <cstdint>

#include <gtest/gtest.h>

namespace burner::base {
namespace {

TEST(NumberText, ReadsDigitsUpToTheBoundOfItsType) {
    EXPECT_EQ(number_from_text<std::uint64_t>("0"), 0u);
    EXPECT_EQ(number_from_text<std::uint64_t>("007"), 7u);
    EXPECT_EQ(number_from_text<std::uint64_t>("18446744073709551615"), UINT64_MAX);
    EXPECT_EQ(number_from_text<std::uint64_t>("18446744073709551616"), std::nullopt);
    EXPECT_EQ(number_from_text<std::uint16_t>("65535"), 65535);
    EXPECT_EQ(number_from_text<std::uint16_t>("65536"), std::nullopt);
}

TEST(NumberText, RefusesEverythingElse) {
    for (const auto text : {"", " ", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "one"})
        EXPECT_EQ(number_from_text<std::uint64_t>(text), std::nullopt) << text;
}

}  // namespace
}  // namespace burner::base
