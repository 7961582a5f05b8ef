// What a listing shows of Token Metadata.

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/held_nft.hpp"
#include "fakes/run_task.hpp"

namespace burner::assets {
namespace {

namespace tm = solana::token_metadata;
using fakes::FakeRpc;
using fakes::HeldNft;
using fakes::key;

constexpr std::uint64_t metadata_rent = (128 + 607) * 5'080;
constexpr std::uint64_t plain_burn = fakes::nft_account_lamports;
constexpr std::uint64_t full_burn = plain_burn + fakes::edition_lamports + metadata_rent;

class DiscoverNfts : public testing::Test {
  protected:
    void nft(HeldNft held) {
        held.wallet = wallet;
        held.put(rpc_);
    }
    /// A wallet's master and a print of it.
    void print(std::uint32_t account, std::uint32_t mint, std::uint32_t master_mint, std::uint64_t number = 7) {
        nft({.account = account,
             .mint = mint,
             .metadata = {.standard = 3},
             .edition = fakes::print_edition(tm::edition_address(key(master_mint)), number)});
    }
    std::vector<Item> items() {
        const auto found = fakes::run_task(discover(wallet, {&source_}));
        EXPECT_TRUE(found);
        warnings_ = found->warnings;
        return found->items;
    }

    FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    ChainSource source_{rpc_, indexer_, prices_};
    std::vector<Warning> warnings_;
};

TEST_F(DiscoverNfts, ShowsNameCollectionAndWhatABurnGivesBack) {
    fakes::MetadataBytes collection{.mint = key(700), .name = "Examples"};
    rpc_.put(tm::metadata_address(key(700)), solana::ids::token_metadata, 1, collection.bytes());
    nft({.account = 10, .mint = 600, .metadata = {.name = "A \u202Ename", .collection = key(700)}});
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    const Item& item = found[0];
    EXPECT_EQ(item.type, ItemType::nft);
    EXPECT_EQ(item.address, key(10));
    EXPECT_EQ(item.mint, key(600));
    EXPECT_EQ(item.name, "A name");
    EXPECT_EQ(item.symbol, "EX");
    EXPECT_EQ(item.metadata_uri, "https://example.com/7.json");
    EXPECT_EQ(item.image_uri, "");
    EXPECT_EQ(item.collection, key(700));
    EXPECT_EQ(item.collection_name, "Examples");
    EXPECT_EQ(item.reclaimable.value, full_burn);
    EXPECT_THAT(item.actions(), testing::ElementsAre(Action::burn, Action::withdraw_excess));
    EXPECT_FALSE(item.left_behind);
    EXPECT_TRUE(warnings_.empty());
}

TEST_F(DiscoverNfts, TrustsNoCollectionThatDidNotVerifyItsMember) {
    nft({.account = 10, .mint = 600, .metadata = {.collection = key(700), .is_verified = false}});
    nft({.account = 11, .mint = 601, .metadata = {.collection = key(700)}});
    const auto found = items();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].collection, std::nullopt);
    EXPECT_EQ(found[1].collection, key(700));
    EXPECT_EQ(found[1].collection_name, "Unknown collection");
}

TEST_F(DiscoverNfts, CallsAProgrammableNftFrozenOnlyWhileItIsLocked) {
    nft({.account = 10, .mint = 600, .metadata = {.standard = 4}, .state = 0});
    nft({.account = 11, .mint = 601, .metadata = {.standard = 4}, .state = 1});
    nft({.account = 12, .mint = 602, .is_frozen = true});
    const auto found = items();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_FALSE(found[0].is_frozen);
    EXPECT_EQ(found[0].reclaimable.value, full_burn + fakes::record_lamports);
    EXPECT_TRUE(found[1].is_frozen);
    EXPECT_EQ(found[1].blocked, BlockedCode::locked);
    EXPECT_TRUE(found[2].is_frozen);
    EXPECT_EQ(found[2].blocked, BlockedCode::frozen);
}

TEST_F(DiscoverNfts, ListsSemiFungibleTokensWithTheirBalance) {
    nft({.account = 10, .mint = 600, .metadata = {.standard = 1}, .edition = std::nullopt, .amount = 12});
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].type, ItemType::fungible_asset);
    EXPECT_EQ(found[0].balance, 12U);
    EXPECT_EQ(found[0].ui_balance, "12");
    EXPECT_EQ(found[0].reclaimable.value, plain_burn);
}

TEST_F(DiscoverNfts, NamesFungibleTokensWhoseMintDoesNot) {
    rpc_.put(key(600), solana::ids::token, 1, fakes::MintBytes{}.bytes());
    fakes::TokenBytes token{.mint = key(600), .owner = wallet, .amount = 5};
    rpc_.put(key(10), solana::ids::token, plain_burn, token.bytes());
    fakes::MetadataBytes metadata{.name = "Coin", .symbol = "C", .uri = "ipfs://coin.png", .standard = 2};
    rpc_.put(tm::metadata_address(key(600)), solana::ids::token_metadata, 1, metadata.bytes());
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].type, ItemType::token);
    EXPECT_EQ(found[0].name, "Coin");
    EXPECT_EQ(found[0].symbol, "C");
    EXPECT_EQ(found[0].image_uri, "ipfs://coin.png");
}

TEST_F(DiscoverNfts, BelievesNoMetadataOfAnotherProgram) {
    nft({.account = 10, .mint = 600});
    rpc_.accounts[tm::metadata_address(key(600))].owner = solana::ids::token;
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "Unknown NFT");
    ASSERT_TRUE(found[0].left_behind);
    EXPECT_EQ(found[0].left_behind->lamports.value, fakes::edition_lamports);
    EXPECT_EQ(found[0].reclaimable.value, plain_burn);
}

TEST_F(DiscoverNfts, BlocksWhatMayBeAnNftWhileMetadataCannotBeRead) {
    nft({.account = 10, .mint = 600});
    int calls = 0;
    rpc_.on_accounts = [&] { return ++calls < 3; };  // the wallet's own, the mints, then no more; no position is sought
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].type, ItemType::token);
    EXPECT_EQ(found[0].blocked, BlockedCode::source_unavailable);
    ASSERT_EQ(warnings_.size(), 1U);
    EXPECT_EQ(warnings_[0].source, "metadata");
}

/// A master in other hands, of which an indexer says that these are prints.
void put_foreign_master(FakeRpc& rpc, fakes::FakeIndexer& indexer, std::uint32_t mint,
                        std::initializer_list<std::uint32_t> prints) {
    HeldNft{.wallet = key(9), .account = 9'000 + mint, .mint = mint, .edition = fakes::master_edition(2)}.put(rpc);
    for (const std::uint32_t print : prints) {
        IndexedAsset asset;
        asset.id = key(print);
        asset.master_mint = key(mint);
        indexer.assets[key(print)] = asset;
    }
}

TEST_F(DiscoverNfts, BurnsPrintsOfMastersInOtherHandsWhoseMintsAnIndexerKnows) {
    put_foreign_master(rpc_, indexer_, 602, {600, 601});
    print(10, 600, 602, 7);
    print(11, 601, 602, 9);
    rpc_.put(tm::edition_marker_address(key(602), 7), solana::ids::token_metadata, 5'000, fakes::edition_marker(7, 9));
    const auto found = items();
    ASSERT_EQ(found.size(), 2U);
    for (const Item& item : found) {
        EXPECT_EQ(item.reclaimable.value, full_burn) << "the marker is for who holds the master";
        EXPECT_FALSE(item.left_behind);
    }
    EXPECT_EQ(indexer_.batches_asked, 1U);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::largest], 0);
}

TEST_F(DiscoverNfts, BelievesAnIndexerNoMasterThatTheChainDoesNotConfirm) {
    const auto is_plain = [&] {
        const auto found = items();
        return found.size() == 1 && found[0].left_behind && found[0].reclaimable.value == plain_burn;
    };
    put_foreign_master(rpc_, indexer_, 602, {600});
    print(10, 600, 602);
    const auto honest = rpc_.accounts;
    EXPECT_FALSE(is_plain());
    indexer_.assets[key(600)].master_mint = key(603);
    EXPECT_TRUE(is_plain()) << "not what the print derives from";
    indexer_.assets[key(600)].master_mint = key(602);
    rpc_.put(key(602), solana::ids::token, 1, fakes::MintBytes{.supply = 0, .decimals = 0, .extensions = {}}.bytes());
    EXPECT_TRUE(is_plain()) << "burnt";
    rpc_.accounts = honest;
    rpc_.accounts[tm::edition_address(key(602))].data = fakes::print_edition(key(5), 1);
    EXPECT_TRUE(is_plain()) << "a print itself";
    rpc_.accounts = honest;
    indexer_.failure = IndexerFailure{IndexerFailure::Reason::no_answer, "Gone"};
    EXPECT_TRUE(is_plain());
}

TEST_F(DiscoverNfts, AsksNoIndexerWithoutPrintsOfOthers) {
    nft({.account = 12, .mint = 602, .edition = fakes::master_edition(2)});
    nft({.account = 13, .mint = 603});
    ASSERT_EQ(items().size(), 2U);
    EXPECT_EQ(indexer_.batches_asked, 0U);
}

TEST_F(DiscoverNfts, BurnsPrintsOfUnknownMastersPlainly) {
    print(10, 600, 601);
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].reclaimable.value, plain_burn);
    ASSERT_TRUE(found[0].left_behind);
    EXPECT_EQ(found[0].left_behind->reason, "It is a print whose master is not known");
}

/// More than one slice of mints, so that print and master are read apart.
TEST_F(DiscoverNfts, FindsTheMasterOfAPrintAnywhereInTheWallet) {
    constexpr std::uint32_t others = 250;
    for (std::uint32_t i = 0; i < others; ++i) nft({.account = 1'000 + i, .mint = 5'000 + i});
    nft({.account = 12, .mint = 602, .edition = fakes::master_edition(2)});
    print(10, 600, 602, 7);
    print(4'000'000, 601, 602, 100);
    const auto marker = tm::edition_marker_address(key(602), 7);
    rpc_.put(marker, solana::ids::token_metadata, 5'000, fakes::edition_marker(7, 100));
    auto found = items();
    ASSERT_EQ(found.size(), others + 3);
    const auto at = [&](const solana::Pubkey& address) -> const Item& {
        return *std::ranges::find(found, address, &Item::address);
    };
    EXPECT_EQ(at(key(12)).blocked, BlockedCode::has_prints);
    EXPECT_EQ(at(key(10)).reclaimable.value, full_burn);
    EXPECT_EQ(at(key(4'000'000)).reclaimable.value, full_burn);
    EXPECT_FALSE(at(key(10)).left_behind);

    rpc_.put(marker, solana::ids::token_metadata, 5'000, fakes::edition_marker(7, 7));
    found = items();
    EXPECT_EQ(at(key(10)).reclaimable.value, full_burn + 5'000);
    EXPECT_EQ(at(key(4'000'000)).reclaimable.value, full_burn);
}

TEST_F(DiscoverNfts, AsksInBatchesAndOnceForEachMint) {
    for (std::uint32_t i = 0; i < 100; ++i) nft({.account = 1'000 + i, .mint = 5'000 + i});
    ASSERT_EQ(items().size(), 100U);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 4);  // wallet and rent, mints, twice metadata and editions
}

}  // namespace
}  // namespace burner::assets
