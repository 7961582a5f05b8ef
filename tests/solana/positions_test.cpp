#include "solana/programs/positions.hpp"

#include <gtest/gtest.h>

#include "solana/pda.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/pools.hpp"

namespace burner::solana {
namespace {

constexpr Pubkey mint = pubkey("Vote111111111111111111111111111111111111111");

TEST(Positions, AreWhereTheirProgramsPutThem) {
    constexpr std::string_view addresses[] = {
        "BYJ6ygU8ySUqTj39ysVJzkUv6toYnXUGXnZ21t2V7ady",  // Orca, position
        "3X5WzKBNffJW8TV8x4QLKui9eWQp3b1T2o6yERrsT2RH",  // Orca, position_bundle
        "2dzcV2bSAtyuYwsMbzAzBgqdkzUeizfznkScf1WpfY9j",  // Raydium CLMM, position
        "H4uebpY1Z8PUdEUMB2TUWdXiLs3shTe8vGwXFk3vtQkJ",  // Meteora DAMM v2, position
        "5BSw7BGuybr45xZnh3xTHc41eRpzqmvLfz7ZQte75Kqg",  // Raydium lock, locked_position
        "8ZypfdTbotwgvwj8Mb24ziYb8MTQ8bFFW7JQGnmUQBeo",  // Raydium lock, locked_liquidity
    };
    const auto& programs = known_position_programs();
    ASSERT_EQ(programs.size(), std::size(addresses));
    for (std::size_t i = 0; i < programs.size(); ++i) {
        EXPECT_EQ(to_base58(position_address(programs[i], mint)), addresses[i]);
        EXPECT_FALSE(programs[i].may_have_edition);
    }
}

TEST(Positions, OfOtherProgramsAreNamedByProgramAndSeed) {
    const auto fork = position_program_from_text("whirLbMiicVdio4qvUfM5KAg6Ct8VwpYzGff3uctyCc:position");
    ASSERT_TRUE(fork);
    EXPECT_EQ(position_address(*fork, mint), position_address(known_position_programs().front(), mint));
    EXPECT_TRUE(fork->may_have_edition) << "what a fork does with its NFTs is not known";
    EXPECT_EQ(position_program_from_text("11111111111111111111111111111111:a:b")->seed, "a:b");
}

TEST(Positions, RefuseATextThatNamesNoProgram) {
    const std::string program = to_base58(ids::token);
    const std::string rows[] = {"",          program, program + ":", program + ":" + std::string(33, 'a'),
                                ":position", "x:seed"};
    for (const std::string& text : rows) EXPECT_FALSE(position_program_from_text(text)) << text;
    EXPECT_TRUE(position_program_from_text(program + ":" + std::string(32, 'a')));
}

TEST(Pools, AreKnownByTheAuthorityOverTheirShares) {
    constexpr Pubkey raydium_amm = pubkey("675kPX9MHTjS2zt1qfr1NYHuzeLXfQM9H24wFSUt1Mp8");
    constexpr Pubkey raydium_cpmm = pubkey("CPMMoo8L3F4NbTegBCKVNunggL7H1ZpdTHKxQB5qKP1C");
    constexpr Pubkey orca = pubkey("9W959DqEETiGZocYWCQPaJ6sBmUzgfxXfqGeTEdp3aQP");
    constexpr Pubkey orca_sol_usdc = pubkey("EGZ7tiLeH62TPV1gL8WwbXGzEPa9zmcpVnnkPKKnrE2U");
    const std::array amm_seed{base::as_bytes("amm authority")};
    const std::array cpmm_seed{base::as_bytes("vault_and_lp_mint_auth_seed")};
    const std::array<std::uint8_t, 1> nonce{252};
    const std::array orca_seeds{orca_sol_usdc.view(), base::ByteView{nonce}};
    EXPECT_EQ(program_address(amm_seed, raydium_amm), raydium_amm_authority);
    EXPECT_EQ(program_address(cpmm_seed, raydium_cpmm), raydium_cpmm_authority);
    EXPECT_TRUE(is_pool_authority(raydium_amm_authority));
    EXPECT_TRUE(is_pool_authority(raydium_stable_authority));
    EXPECT_TRUE(is_pool_authority(raydium_cpmm_authority));
    EXPECT_TRUE(is_pool_authority(create_program_address(orca_seeds, orca).value()));
    EXPECT_FALSE(is_pool_authority(mint));
    EXPECT_FALSE(is_pool_authority(Pubkey{}));
}

TEST(Pools, AreKnownByTheAccountThatMintsTheirShares) {
    const auto head = [](const Pubkey& owner, const Pubkey& holder) {
        base::Bytes data(32);
        base::append(data, holder.view());
        return Account{owner, {}, data};
    };
    EXPECT_TRUE(is_pool(mint, head(pump_amm, {})));
    EXPECT_TRUE(is_pool(mint, head(meteora_vaults, {})));
    EXPECT_TRUE(is_pool(mint, head(ids::token, mint)));
    EXPECT_FALSE(is_pool(mint, head(ids::token, ids::core))) << "a token account of somebody";
    EXPECT_FALSE(is_pool(mint, head(ids::system, mint)));
    EXPECT_FALSE(is_pool(mint, Account{ids::token, {}, base::Bytes(63)}));
}

}  // namespace
}  // namespace burner::solana
