#include "solana/accounts/refund.hpp"

#include <gtest/gtest.h>

namespace burner::solana {
namespace {

using base::Lamports;

constexpr Rent before{6960};
constexpr Rent now{5080};
constexpr std::uint64_t metadata_fee = 10'000'000;

// The sums of an NFT with small edition: account 165, edition 20 and metadata 607 or 679 bytes.
TEST(MetadataRefund, IsTodaysRentOnly) {
    const Lamports closed = before.minimum_balance(165) + before.minimum_balance(20);
    const Lamports metadata = before.minimum_balance(607) + Lamports{metadata_fee};
    EXPECT_EQ(closed + *metadata_refund(before, 607, metadata), Lamports{8'184'960});
    EXPECT_EQ(closed + *metadata_refund(now, 607, metadata), Lamports{6'803'160});
    const Lamports wide = before.minimum_balance(679) + Lamports{metadata_fee};
    EXPECT_EQ(closed + *metadata_refund(before, 679, wide), Lamports{8'686'080});
    EXPECT_EQ(closed + *metadata_refund(now, 679, wide), Lamports{7'168'920});
}

TEST(MetadataRefund, KnowsWhenTheBurnFails) {
    const Lamports needed = now.minimum_balance(607);
    EXPECT_EQ(metadata_refund(now, 607, needed), needed) << "nothing stays";
    EXPECT_FALSE(metadata_refund(now, 607, needed - Lamports{1}));
    EXPECT_FALSE(metadata_refund(now, 607, needed + Lamports{1})) << "too little for the byte that stays";
    EXPECT_FALSE(metadata_refund(now, 607, needed + now.minimum_balance(1) - Lamports{1}));
    EXPECT_EQ(metadata_refund(now, 607, needed + now.minimum_balance(1)), needed);
}

TEST(CoreRefund, IsTheRentOfAllBytesButOne) {
    EXPECT_EQ(core_refund(now, 101, before.minimum_balance(101)), Lamports{100 * 5080});
    EXPECT_EQ(core_refund(now, 101, now.minimum_balance(101)), Lamports{100 * 5080});
    EXPECT_FALSE(core_refund(before, 101, now.minimum_balance(101))) << "the rent has risen";
    EXPECT_FALSE(core_refund(now, 0, Lamports{}));
    EXPECT_EQ(core_refund(now, 1, now.minimum_balance(1)), Lamports{}) << "burned already";
}

TEST(ExcessLamports, AreWhatTheRentCutSetFree) {
    EXPECT_EQ(excess_lamports(now, 165, Lamports{2'039'280}), Lamports{550'840});
    EXPECT_EQ(excess_lamports(before, 165, Lamports{2'039'280}), Lamports{});
    EXPECT_EQ(excess_lamports(before, 165, Lamports{1'488'440}), Lamports{}) << "the rent has risen";
}

}  // namespace
}  // namespace burner::solana
