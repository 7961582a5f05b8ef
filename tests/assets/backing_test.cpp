// What stands for liquidity in a pool is not offered for burning.

#include "assets/facts/backing.hpp"

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "assets/search/compressed_token_source.hpp"
#include "fakes/fake_compressed_tokens.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/held_nft.hpp"
#include "fakes/pool_tokens.hpp"
#include "fakes/run_task.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/programs/pools.hpp"

namespace burner::assets {
namespace {

using fakes::FakeRpc;
using fakes::HeldNft;
using fakes::key;
using solana::known_position_programs;
using testing::ElementsAre;

class Backed : public testing::Test {
  protected:
    void mint(std::uint32_t number, const fakes::MintBytes& bytes, const solana::Pubkey& program) {
        rpc_.put(key(number), program, 1'461'600, bytes.bytes());
    }
    void account(std::uint32_t number, std::uint32_t mint, std::uint64_t amount, const solana::Pubkey& program) {
        const fakes::TokenBytes token{.mint = key(mint), .owner = wallet, .amount = amount};
        rpc_.put(key(number), program, fakes::nft_account_lamports, token.bytes());
    }
    /// One token of a mint of Token-2022 that nothing describes.
    void plain_nft(std::uint32_t number, std::uint32_t mint_number) {
        mint(mint_number, {.supply = 1, .decimals = 0, .authority = std::nullopt}, solana::ids::token_2022);
        account(number, mint_number, 1, solana::ids::token_2022);
    }
    void share(std::uint32_t number, std::uint32_t mint_number, const solana::Pubkey& authority) {
        mint(mint_number, {.authority = authority}, solana::ids::token);
        account(number, mint_number, 5'000, solana::ids::token);
    }
    std::vector<Item> items(std::vector<solana::PositionProgram> programs = known_position_programs()) {
        ChainSource source{rpc_, indexer_, prices_, {}, std::move(programs)};
        auto found = fakes::run_task(discover(wallet, {&source}));
        EXPECT_TRUE(found);
        warnings_ = found->warnings;
        return found->items;
    }
    Item only(std::vector<solana::PositionProgram> programs = known_position_programs()) {
        auto all = items(std::move(programs));
        EXPECT_EQ(all.size(), 1U);
        return all.at(0);
    }

    FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    std::vector<Warning> warnings_;
};

TEST_F(Backed, PositionsOfEveryProgramAreBlockedWhateverTheyAreListedAs) {
    for (const auto& program : known_position_programs()) {
        SCOPED_TRACE(to_base58(program.program) + ":" + program.seed);
        rpc_.accounts.clear();
        plain_nft(10, 600);
        HeldNft{.wallet = wallet, .account = 11, .mint = 601, .edition = std::nullopt}.put(rpc_);
        HeldNft{.wallet = wallet, .account = 12, .mint = 602, .metadata = {.standard = 1}, .edition = std::nullopt}.put(
            rpc_);
        for (std::uint32_t mint = 600; mint < 603; ++mint) fakes::put_position(rpc_, program, key(mint));
        const auto found = items();
        ASSERT_EQ(found.size(), 3U);
        EXPECT_EQ(found[0].type, ItemType::token);
        EXPECT_EQ(found[1].type, ItemType::nft);
        EXPECT_EQ(found[2].type, ItemType::fungible_asset);
        for (const Item& item : found) {
            EXPECT_EQ(item.blocked, BlockedCode::position);
            EXPECT_EQ(item.reclaimable, item.excess);
            EXPECT_FALSE(item.left_behind);
            EXPECT_THAT(item.actions(), ElementsAre(Action::withdraw_excess));
        }
    }
}

TEST_F(Backed, APositionIsCalledOneAlsoWhereItIsFrozen) {
    plain_nft(10, 600);
    fakes::TokenBytes locked{.mint = key(600), .owner = wallet, .amount = 1, .state = 2};
    rpc_.put(key(10), solana::ids::token_2022, fakes::nft_account_lamports, locked.bytes());
    fakes::put_position(rpc_, known_position_programs().front(), key(600));
    EXPECT_EQ(only().blocked, BlockedCode::position);
    EXPECT_TRUE(only().is_frozen);
}

TEST_F(Backed, AnAccountOfAnotherProgramMakesNoPosition) {
    plain_nft(10, 600);
    for (const auto& program : known_position_programs()) {
        fakes::put_position(rpc_, program, key(600), solana::ids::system);
    }
    EXPECT_EQ(only().blocked, std::nullopt);
}

TEST_F(Backed, MoreThanOneTokenIsNoPosition) {
    mint(600, {.supply = 2, .decimals = 0, .authority = std::nullopt}, solana::ids::token_2022);
    account(10, 600, 2, solana::ids::token_2022);
    only();
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 3) << "wallet and rent, the mint, its metadata and edition";
}

TEST_F(Backed, WhatCannotBeReadIsBlocked) {
    plain_nft(10, 600);
    rpc_.on_heads = [] { return false; };
    EXPECT_EQ(only().blocked, BlockedCode::source_unavailable);
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_EQ(warnings_[0].source, "positions");
    rpc_.accounts.clear();
    share(10, 600, fakes::keyless(1));
    EXPECT_EQ(only().blocked, BlockedCode::source_unavailable);
    rpc_.accounts.clear();
    share(10, 600, solana::raydium_amm_authority);
    EXPECT_EQ(only().blocked, BlockedCode::liquidity) << "known without reading";
}

TEST_F(Backed, NftsWithAnEditionCostNoLookUp) {
    HeldNft{.wallet = wallet, .account = 10, .mint = 600}.put(rpc_);
    EXPECT_EQ(only().blocked, std::nullopt);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::heads], 0);
}

TEST_F(Backed, OthersAreLookedUpSixAccountsEachAHundredACall) {
    for (std::uint32_t i = 0; i < 100; ++i) plain_nft(1'000 + i, 5'000 + i);
    ASSERT_EQ(items().size(), 100U);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::heads], 6);
}

TEST_F(Backed, AForkIsLookedUpAlsoBehindAnEdition) {
    const solana::PositionProgram fork{key(77), "seat", true};
    auto programs = known_position_programs();
    programs.push_back(fork);
    HeldNft{.wallet = wallet, .account = 10, .mint = 600}.put(rpc_);
    fakes::put_position(rpc_, fork, key(600));
    EXPECT_EQ(only(programs).blocked, BlockedCode::position);
    EXPECT_EQ(only().blocked, std::nullopt) << "nobody named the fork";
}

TEST_F(Backed, SharesOfPoolsAreBlocked) {
    const auto pump = fakes::keyless(1), vault = fakes::keyless(2), own = fakes::keyless(3), other = fakes::keyless(4);
    rpc_.put(pump, solana::pump_amm, 1, base::Bytes(243));
    rpc_.put(vault, solana::meteora_vaults, 1, base::Bytes(10'240));
    rpc_.put(own, solana::ids::token, 1, fakes::TokenBytes{.mint = key(9), .owner = own}.bytes());
    rpc_.put(other, solana::ids::token, 1, fakes::TokenBytes{.mint = key(9), .owner = key(8)}.bytes());
    const solana::Pubkey pools[] = {solana::raydium_amm_authority, solana::raydium_cpmm_authority, pump, vault, own};
    std::uint32_t number = 0;
    for (const auto& authority : pools) {
        share(10 + number, 600 + number, authority);
        ++number;
    }
    share(30, 630, other);
    share(31, 631, fakes::keyless(5));
    share(32, 632, wallet);
    const auto found = items();
    ASSERT_EQ(found.size(), 8U);
    for (std::uint32_t i = 0; i < number; ++i) {
        const auto item = std::ranges::find(found, key(10 + i), &Item::address);
        EXPECT_EQ(item->blocked, BlockedCode::liquidity) << i;
        EXPECT_THAT(item->actions(), ElementsAre(Action::withdraw_excess));
    }
    for (const std::uint32_t plain : {30U, 31U, 32U}) {
        EXPECT_EQ(std::ranges::find(found, key(plain), &Item::address)->blocked, std::nullopt) << plain;
    }
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::heads], 1);
}

TEST_F(Backed, OtherReasonsComeBeforeTheShareOfAPool) {
    share(10, 600, solana::raydium_amm_authority);
    fakes::TokenBytes frozen{.mint = key(600), .owner = wallet, .amount = 5, .state = 2};
    rpc_.put(key(10), solana::ids::token, fakes::nft_account_lamports, frozen.bytes());
    EXPECT_EQ(only().blocked, BlockedCode::frozen);
}

TEST_F(Backed, CompressedTokensAreNoWayAround) {
    plain_nft(10, 600);
    share(11, 601, solana::raydium_cpmm_authority);
    rpc_.accounts.erase(key(10));
    rpc_.accounts.erase(key(11));
    fakes::put_position(rpc_, known_position_programs().front(), key(600));
    fakes::FakeCompressedTokens index;
    for (const std::uint32_t mint : {600U, 601U}) {
        index.accounts.push_back(fakes::compressed_token(mint + 100, wallet, key(mint), mint == 600 ? 1 : 9));
        const fakes::TokenBytes pool{.mint = key(mint), .owner = solana::ids::light_token_authority, .amount = 1'000};
        rpc_.put(solana::light_token::find_pool(key(mint), 0).address, solana::ids::token, 1, pool.bytes());
    }
    CompressedTokenSource source{index, rpc_, prices_, {}, false};
    const auto found = fakes::run_task(discover(wallet, {&source}));
    ASSERT_TRUE(found);
    ASSERT_EQ(found->items.size(), 2U);
    EXPECT_EQ(found->items[0].blocked, BlockedCode::position);
    EXPECT_EQ(found->items[1].blocked, BlockedCode::liquidity);
}

}  // namespace
}  // namespace burner::assets
