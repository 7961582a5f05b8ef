// What a listing shows of compressed NFTs.

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/read_one_batch.hpp"
#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "assets/search/indexer_source.hpp"
#include "fakes/cnft_grove.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/run_task.hpp"

namespace burner::assets {
namespace {

using fakes::CnftGrove;
using fakes::FakeRpc;
using fakes::key;
using solana::BubblegumVersion;
using testing::ElementsAre;
using testing::IsEmpty;

class DiscoverCnfts : public testing::Test {
  protected:
    /// A tree of the chain with so many of the wallet's leaves, which the indexer lists on this page.
    CnftGrove grow(std::uint32_t number, std::size_t leaves, std::size_t page = 0,
                   BubblegumVersion version = BubblegumVersion::v1) {
        CnftGrove grove{number, version};
        grove.depth = 10;
        indexer_.pages.resize(std::max(indexer_.pages.size(), page + 1));
        for (std::size_t i = 0; i < leaves; ++i) indexer_.pages[page].push_back(grove.indexed(grove.mint(wallet)));
        grove.put(rpc_, indexer_);
        return grove;
    }
    Discovery discover() {
        IndexerSource indexed{indexer_, rpc_, prices_, {}, false};
        auto found = fakes::run_task(assets::discover(wallet, {&chain_, &indexed}));
        EXPECT_TRUE(found);
        return std::move(*found);
    }
    std::vector<solana::Pubkey> addresses() {
        std::vector<solana::Pubkey> listed;
        for (const Item& item : discover().items) listed.push_back(item.address);
        return listed;
    }

    FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    ChainSource chain_{rpc_, indexer_, prices_};
};

TEST_F(DiscoverCnfts, ListsThemOfBothVersions) {
    const auto first = grow(700, 1);
    const auto second = grow(701, 1, 0, BubblegumVersion::v2);
    const auto found = discover();
    EXPECT_EQ(found.counts[ItemType::cnft], 2U);
    EXPECT_EQ(found.reclaimable.value, 0U);
    EXPECT_THAT(found.warnings, IsEmpty());
    for (const Item& item : found.items) EXPECT_THAT(item.actions(), ElementsAre(Action::burn));
    EXPECT_THAT(addresses(), testing::UnorderedElementsAre(first.asset(0), second.asset(0)));
    EXPECT_EQ(indexer_.batches_asked, 0U) << "proofs are for a build";
}

TEST_F(DiscoverCnfts, ListsNoneTwiceAndNoneThatIsNotTheWallets) {
    const auto grove = grow(700, 5);
    auto& page = indexer_.pages[0];
    page.push_back(page[0]);
    page[1].is_burnt = true;
    page[2].owner = key(3);
    page[3].owner.reset();
    page[4].leaf.reset();
    EXPECT_THAT(addresses(), ElementsAre(grove.asset(0)));
}

TEST_F(DiscoverCnfts, ListsNoneWhoseTreeTheChainDoesNotHave) {
    const auto absent = grow(700, 1);
    const auto others = grow(701, 1);
    const auto broken = grow(702, 1);
    const auto good = grow(703, 1);
    rpc_.accounts.erase(absent.tree());
    rpc_.accounts[others.tree()].owner = key(3);
    rpc_.accounts[broken.tree()].data.pop_back();
    EXPECT_THAT(addresses(), ElementsAre(good.asset(0)));
}

TEST_F(DiscoverCnfts, ReadsTheHeadOfEachTreeOnce) {
    for (std::uint32_t i = 0; i < 120; ++i) grow(700 + i, 2, i / 60);
    indexer_.pages.push_back(indexer_.pages[0]);
    EXPECT_EQ(discover().counts[ItemType::cnft], 240U);
    EXPECT_EQ(indexer_.pages_asked, 3U);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 2 + 2);  // wallet and rent for each source
}

TEST_F(DiscoverCnfts, WarnsWhenTreesCannotBeRead) {
    grow(700, 1);
    int calls = 0;
    rpc_.on_accounts = [&] { return ++calls < 3; };  // wallet and rent for each source, then no more
    const auto found = discover();
    EXPECT_THAT(found.items, IsEmpty());
    ASSERT_EQ(found.warnings.size(), 1U);
    EXPECT_EQ(found.warnings[0].source, "bubblegum");
}

TEST_F(DiscoverCnfts, AsksForNoMorePagesThanAreRead) {
    for (std::uint32_t page = 0; page < 3; ++page) grow(700 + page, 10, page);
    IndexerSource indexed{indexer_, rpc_, prices_, {}, false};
    EXPECT_EQ(fakes::run_task(read_one_batch(wallet, indexed)), 5U);
    EXPECT_EQ(indexer_.pages_asked, 1U);
}

}  // namespace
}  // namespace burner::assets
