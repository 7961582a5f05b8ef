// What a listing shows of Core assets.

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/read_one_batch.hpp"
#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "assets/search/indexer_source.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/held_core.hpp"
#include "fakes/run_task.hpp"

namespace burner::assets {
namespace {

using fakes::CoreBytes;
using fakes::FakeRpc;
using fakes::filled;
using fakes::HeldCore;
using fakes::key;
using testing::ElementsAre;
using testing::IsEmpty;

IndexedAsset indexed(std::uint32_t number, std::string image = {}) {
    IndexedAsset asset;
    asset.kind = IndexedKind::core_asset;
    asset.id = key(number);
    asset.image_uri = std::move(image);
    return asset;
}

class DiscoverCore : public testing::Test {
  protected:
    std::size_t hold(std::uint32_t asset, const CoreBytes& bytes = CoreBytes::asset()) {
        return HeldCore{.wallet = wallet, .asset = asset, .bytes = bytes}.put(rpc_);
    }
    std::vector<Item> items(bool is_expected = false) {
        IndexerSource indexed{indexer_, rpc_, prices_, {}, is_expected};
        const auto found = fakes::run_task(discover(wallet, {&chain_, &indexed}));
        EXPECT_TRUE(found);
        warnings_ = found->warnings;
        return found->items;
    }
    std::vector<std::string> sources() const {
        std::vector<std::string> sources;
        for (const Warning& warning : warnings_) sources.push_back(warning.source);
        return sources;
    }

    FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    ChainSource chain_{rpc_, indexer_, prices_};
    std::vector<Warning> warnings_;
};

TEST_F(DiscoverCore, ShowsWhatTheChainSaysAndTheIndexersImage) {
    const auto size = hold(10, CoreBytes::asset_of(7));
    rpc_.put(filled(7), solana::ids::core, 1, CoreBytes::collection().data());
    indexer_.pages = {{indexed(10, "https://example.com/10")}};
    indexer_.pages[0][0].name = "Another name";
    indexer_.pages[0][0].is_frozen = true;
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    const Item& item = found[0];
    EXPECT_EQ(item.type, ItemType::nft);
    EXPECT_EQ(item.address, key(10));
    EXPECT_FALSE(item.mint);
    EXPECT_FALSE(item.token_program);
    EXPECT_EQ(item.name, "A");
    EXPECT_EQ(item.image_uri, "https://example.com/10");
    EXPECT_EQ(item.collection, filled(7));
    EXPECT_EQ(item.collection_name, "C");
    EXPECT_FALSE(item.is_frozen);
    EXPECT_EQ(item.lamports.value, fakes::core_lamports);
    EXPECT_EQ(item.reclaimable.value, (size - 1) * 5'080);
    EXPECT_THAT(item.actions(), ElementsAre(Action::burn));
    EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(DiscoverCore, ListsNoneTwiceAndNothingThatTheChainDenies) {
    for (const std::uint32_t asset : {10, 11, 12, 13, 14}) hold(asset);
    HeldCore{.wallet = key(2), .asset = 11}.put(rpc_);
    rpc_.accounts[key(12)].data = {0};
    rpc_.accounts[key(13)].owner = solana::ids::token_metadata;
    rpc_.accounts.erase(key(14));
    auto burnt = indexed(15);
    burnt.is_burnt = true;
    hold(15);
    auto collection = indexed(16);
    collection.kind = IndexedKind::core_collection;
    hold(16);
    indexer_.pages = {{indexed(10), indexed(11), indexed(12), indexed(10)},
                      {indexed(10), indexed(13), indexed(14), burnt, collection}};
    const auto found = items();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].address, key(10));
    EXPECT_THAT(warnings_, IsEmpty());
}

TEST_F(DiscoverCore, ReadsAHundredAtOnceFromAllPages) {
    indexer_.pages.resize(2);
    for (std::uint32_t i = 0; i < 250; ++i) {
        hold(1'000 + i);
        indexer_.pages[i / 150].push_back(indexed(1'000 + i));
    }
    EXPECT_EQ(items().size(), 250U);
    EXPECT_EQ(indexer_.pages_asked, 2U);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 2 + 3);  // wallet and rent for each source
}

TEST_F(DiscoverCore, TellsThatAnIndexerFailedOrThatThePromisedOneIsMissing) {
    using Reason = IndexerFailure::Reason;
    struct Row {
        Reason reason;
        bool is_expected;
        bool is_told;
    };
    const Row rows[] = {
        {Reason::method_missing, false, false},
        {Reason::method_missing, true, true},
        {Reason::no_answer, false, true},
        {Reason::no_answer, true, true},
    };
    for (const Row& row : rows) {
        indexer_.failure = IndexerFailure{row.reason, "why"};
        EXPECT_THAT(items(row.is_expected), IsEmpty());
        EXPECT_EQ(warnings_, row.is_told ? (std::vector<Warning>{{"das", "why"}}) : std::vector<Warning>{});
    }
}

TEST_F(DiscoverCore, ListsNothingThatTheChainDidNotConfirm) {
    hold(10);
    indexer_.pages = {{indexed(10)}};
    int calls = 0;
    rpc_.on_accounts = [&] { return ++calls < 3; };  // wallet and rent for each source, then no more
    EXPECT_THAT(items(), IsEmpty());
    EXPECT_THAT(sources(), ElementsAre("core"));
}

TEST_F(DiscoverCore, AsksForNoMorePagesThanAreRead) {
    indexer_.pages.resize(3);
    for (std::uint32_t i = 0; i < 30; ++i) {
        hold(1'000 + i);
        indexer_.pages[i / 10].push_back(indexed(1'000 + i));
    }
    IndexerSource indexed{indexer_, rpc_, prices_, {}, false};
    EXPECT_EQ(fakes::run_task(read_one_batch(wallet, indexed)), 5U);
    EXPECT_EQ(indexer_.pages_asked, 1U);
}

}  // namespace
}  // namespace burner::assets
