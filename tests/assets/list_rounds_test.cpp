// How often a list waits for the cluster and its indexers: calls that do not need each other's answers are made at
// once.

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "assets/search/compressed_token_source.hpp"
#include "assets/search/indexer_source.hpp"
#include "fakes/cnft_grove.hpp"
#include "fakes/fake_compressed_tokens.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/held_core.hpp"
#include "fakes/held_nft.hpp"
#include "fakes/pool_tokens.hpp"
#include "fakes/rounds.hpp"
#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::assets {
namespace {

using fakes::CoreBytes;
using fakes::filled;
using fakes::HeldNft;
using fakes::key;
using fakes::keyless;
using solana::Pubkey;

class ListRounds : public testing::Test {
  protected:
    ListRounds() { rpc_.rounds = indexer_.rounds = prices_.rounds = index_.rounds = &rounds_; }

    void account(std::uint32_t number, std::uint32_t mint, std::uint64_t amount,
                 const Pubkey& program = solana::ids::token) {
        const fakes::TokenBytes token{.mint = key(mint), .owner = wallet, .amount = amount};
        rpc_.put(key(number), program, fakes::nft_account_lamports, token.bytes());
    }
    void mint(std::uint32_t number, const fakes::MintBytes& bytes, const Pubkey& program = solana::ids::token) {
        rpc_.put(key(number), program, 1'461'600, bytes.bytes());
    }
    void name(std::uint32_t mint, fakes::MetadataBytes bytes = {}) {
        bytes.mint = key(mint);
        rpc_.put(solana::token_metadata::metadata_address(key(mint)), solana::ids::token_metadata,
                 fakes::metadata_lamports, bytes.bytes());
    }
    void price(std::uint32_t mint) { prices_.prices[key(mint)] = base::Decimal{5, -1}; }
    /// A single token whose edition is where nothing but its being one foretells it.
    void nft(std::uint32_t number, std::uint32_t mint, fakes::MetadataBytes metadata = {},
             std::optional<std::uint8_t> state = {}) {
        HeldNft{.wallet = wallet, .account = number, .mint = mint, .metadata = metadata, .state = state}.put(rpc_);
    }
    void core(std::uint32_t number, const CoreBytes& bytes, std::optional<Pubkey> said_collection = {}) {
        fakes::HeldCore{.wallet = wallet, .asset = number, .bytes = bytes}.put(rpc_);
        if (indexer_.pages.empty()) indexer_.pages.resize(1);
        IndexedAsset& asset = indexer_.pages[0].emplace_back();
        asset.kind = IndexedKind::core_asset;
        asset.id = key(number);
        if (said_collection) asset.collection = IndexedCollection{*said_collection, {}, {}};
    }
    void compressed(std::uint32_t number, std::uint32_t mint) {
        index_.accounts.push_back(fakes::compressed_token(number, wallet, key(mint), 7));
        const fakes::TokenBytes pool{.mint = key(mint), .owner = solana::ids::light_token_authority, .amount = 1'000};
        rpc_.put(solana::light_token::find_pool(key(mint), 0).address, solana::ids::token, 2'039'280, pool.bytes());
    }

    Discovery list() {
        ChainSource chain{rpc_, indexer_, prices_};
        IndexerSource indexed{indexer_, rpc_, prices_, {}, true};
        CompressedTokenSource tokens{index_, rpc_, prices_, {}, true};
        auto found = rounds_.run(discover(wallet, {&chain, &indexed, &tokens}));
        EXPECT_TRUE(found);
        EXPECT_TRUE(found->warnings.empty());
        return *std::move(found);
    }

    fakes::Rounds rounds_;
    fakes::FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    fakes::FakeCompressedTokens index_;
};

TEST_F(ListRounds, AListOfEmptyAccountsWaitsOnce) {
    for (std::uint32_t number = 10; number < 200; ++number) account(number, 600 + number, 0);
    EXPECT_EQ(list().items.size(), 190U);
    EXPECT_EQ(rounds_.count, 1);
}

TEST_F(ListRounds, EmptyAccountsOfToken2022TakeTheirNamesFromTheirMints) {
    mint(600, {.extensions = {fakes::token_metadata(key(600), "Drop", "DR")}}, solana::ids::token_2022);
    account(10, 600, 0, solana::ids::token_2022);
    EXPECT_EQ(list().items.at(0).name, "Drop");
    EXPECT_EQ(rounds_.count, 2);
}

TEST_F(ListRounds, BalancesWaitForMintsAndThenForWhatThoseName) {
    for (std::uint32_t number = 0; number < 150; ++number) {
        mint(600 + number, {.authority = keyless(number)});
        name(600 + number);
        price(600 + number);
        account(10 + number, 600 + number, 5'000);
    }
    mint(900, {}, solana::ids::token_2022);
    name(900);
    account(800, 900, 7, solana::ids::token_2022);
    mint(901, {.supply = 9, .decimals = 0});
    name(901, {.standard = 1});
    account(801, 901, 9);
    const auto found = list();
    EXPECT_EQ(found.counts[ItemType::token], 151U);
    EXPECT_EQ(found.counts[ItemType::fungible_asset], 1U);
    for (const Item& item : found.items) EXPECT_EQ(item.name, "Example #7") << to_base58(item.address);
    EXPECT_EQ(found.items.at(0).price_state, PriceState::known);
    EXPECT_EQ(rounds_.count, 3);
}

TEST_F(ListRounds, NftsWaitNoLonger) {
    fakes::MetadataBytes member;
    member.collection = key(700);
    name(700);
    for (std::uint32_t number = 0; number < 120; ++number) nft(10 + number, 600 + number, member);
    member.standard = 4;
    nft(300, 400, member, 0);
    mint(402, {.supply = 9, .decimals = 0});  // whether it has an edition is asked only when its decimals are known
    name(402, {.standard = 1});
    account(302, 402, 9);
    mint(401, {.supply = 1, .decimals = 0, .authority = std::nullopt}, solana::ids::token_2022);
    account(301, 401, 1, solana::ids::token_2022);
    fakes::put_position(rpc_, solana::known_position_programs().front(), key(401));
    const auto found = list();
    EXPECT_EQ(found.counts[ItemType::nft], 121U);
    EXPECT_EQ(found.counts[ItemType::token], 1U);
    EXPECT_EQ(found.counts[ItemType::fungible_asset], 1U);
    const auto blocked = std::ranges::find(found.items, key(301), &Item::address);
    EXPECT_EQ(blocked->blocked, BlockedCode::position);
    EXPECT_EQ(found.items.at(1).collection_name, "Example #7");
    EXPECT_EQ(rounds_.count, 3);
}

TEST_F(ListRounds, WhatNobodyForeseesIsReadLater) {
    mint(600, {.supply = 2, .decimals = 0});  // an edition of more than one: Token Metadata makes none
    name(600);
    rpc_.put(solana::token_metadata::edition_address(key(600)), solana::ids::token_metadata, 1,
             fakes::master_edition());
    account(10, 600, 2);
    EXPECT_EQ(list().items.at(0).type, ItemType::nft);
    EXPECT_EQ(rounds_.count, 3);
}

TEST_F(ListRounds, CoreAssetsAreReadWithTheirCollectionsAndThenTheirOracles) {
    rpc_.put(filled(7), solana::ids::core, 1, CoreBytes::collection().data());
    core(10, CoreBytes::asset_of(7), filled(7));
    EXPECT_EQ(list().items.at(0).collection_name, "C");
    EXPECT_EQ(rounds_.count, 2);
    core(11, CoreBytes::asset().oracle(5, 4));
    rounds_.count = 0;
    EXPECT_EQ(list().items.size(), 2U);
    EXPECT_EQ(rounds_.count, 3);
}

TEST_F(ListRounds, ACollectionThatTheIndexerDoesNotNameIsReadAllTheSame) {
    rpc_.put(filled(7), solana::ids::core, 1, CoreBytes::collection().data());
    core(10, CoreBytes::asset_of(7));
    core(11, CoreBytes::asset_of(7), filled(8));
    const auto found = list();
    EXPECT_EQ(found.items.at(0).collection_name, "C");
    EXPECT_EQ(found.items.at(1).collection_name, "C");
    EXPECT_EQ(rounds_.count, 3);
}

TEST_F(ListRounds, CompressedNftsWaitForTheirTrees) {
    fakes::CnftGrove grove{500};
    grove.mint(wallet);
    grove.put(rpc_, indexer_);
    indexer_.pages = {{grove.indexed(0)}};
    EXPECT_EQ(list().items.at(0).type, ItemType::cnft);
    EXPECT_EQ(rounds_.count, 2);
}

TEST_F(ListRounds, CompressedTokensWaitForTheirMintsAndThenForWhatThoseName) {
    for (std::uint32_t number = 0; number < 60; ++number) {
        mint(600 + number, {.authority = keyless(number)});
        name(600 + number);
        price(600 + number);
        compressed(10 + number, 600 + number);
    }
    const auto found = list();
    EXPECT_EQ(found.counts[ItemType::zk_compressed_token], 60U);
    for (const Item& item : found.items) EXPECT_EQ(item.name, "Example #7");
    EXPECT_EQ(found.items.at(0).price_state, PriceState::known);
    EXPECT_EQ(rounds_.count, 3);
}

}  // namespace
}  // namespace burner::assets
