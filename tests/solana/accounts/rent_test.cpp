#include "solana/accounts/rent.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace burner::solana {
namespace {

base::Bytes sysvar(std::uint64_t lamports, double threshold) {
    base::Bytes data;
    base::append_le(data, lamports);
    base::append_le(data, std::bit_cast<std::uint64_t>(threshold));
    data.push_back(50);
    return data;
}

TEST(Rent, MatchesTheNetworksFigures) {
    EXPECT_EQ(parse_rent(sysvar(3480, 2.0))->minimum_balance(165), base::Lamports{2'039'280});
    EXPECT_EQ(parse_rent(sysvar(6960, 1.0))->minimum_balance(165), base::Lamports{2'039'280});
    EXPECT_EQ(parse_rent(sysvar(5080, 1.0))->minimum_balance(165), base::Lamports{1'488'440});
    EXPECT_EQ(parse_rent(sysvar(5080, 1.0))->minimum_balance(0), base::Lamports{650'240});
    EXPECT_EQ(parse_rent(sysvar(0, 1.0))->minimum_balance(165), base::Lamports{0});
}

TEST(Rent, RefusesWhatNoNetworkCouldMean) {
    EXPECT_FALSE(parse_rent(base::Bytes(16)));
    EXPECT_FALSE(parse_rent(base::Bytes(18)));
    for (const double threshold :
         {0.0, -1.0, 1e9, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()})
        EXPECT_FALSE(parse_rent(sysvar(6960, threshold))) << threshold;
    EXPECT_FALSE(parse_rent(sysvar(~0ULL, 1.0)));
}

}  // namespace
}  // namespace burner::solana
