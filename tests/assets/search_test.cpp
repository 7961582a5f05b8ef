#include "assets/search/search.hpp"

#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/fake_rpc.hpp"
#include "fakes/run_task.hpp"
#include "solana/programs/ids.hpp"

namespace burner::assets {
namespace {

using fakes::key;
using testing::ElementsAre;

Item item(std::uint32_t number) {
    Item made;
    made.address = key(number);
    return made;
}

/// Puts batches of the given sizes, and remembers how far it came.
class CountingSource final : public AssetSource {
  public:
    explicit CountingSource(std::size_t batches, bool throws = false) : batches_(batches), throws_(throws) {}

    base::Task<void> find(solana::Pubkey, std::shared_ptr<Batches> out) override {
        for (; put < batches_; ++put) {
            const bool has_reader = co_await out->wanted();
            if (!has_reader) break;
            out->put({.items = {item(static_cast<std::uint32_t>(put))}, .slot = 100 - put});
        }
        ended = true;
        if (throws_) throw std::runtime_error("a bug");
    }

    std::size_t put = 0;
    bool ended = false;

  private:
    std::size_t batches_;
    bool throws_;
};

class SearchTest : public testing::Test {
  protected:
    /// Runs the loop until nothing is left to do but to wait.
    void spawn(std::function<base::Task<void>()> task) {
        start(std::move(task));
        io_.poll();
    }
    void start(std::function<base::Task<void>()> task) {
        boost::asio::co_spawn(io_.get_executor(), std::move(task), [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        });
        io_.restart();
    }
    boost::asio::io_context io_;
};

TEST_F(SearchTest, KeepsASourceWaitingWhileNobodyReads) {
    CountingSource source{100};
    Search search{wallet, {&source}, 1};
    spawn([&]() -> base::Task<void> { co_await search.next(); });
    EXPECT_FALSE(source.ended);
    EXPECT_EQ(source.put, 1U);  // nothing is put that is not waited for
    std::size_t read = 1;
    spawn([&]() -> base::Task<void> {
        for (;;) {
            const auto batch = co_await search.next();
            if (!batch) break;
            ++read;
        }
    });
    EXPECT_EQ(read, 100U);
    EXPECT_TRUE(source.ended);
}

TEST_F(SearchTest, TakesFromSourcesInTurns) {
    CountingSource first{100};
    CountingSource second{100};
    Search search{wallet, {&first, &second}, 1};
    spawn([&]() -> base::Task<void> {
        for (int i = 0; i < 50; ++i) co_await search.next();
    });
    EXPECT_EQ(first.put, 25U);
    EXPECT_EQ(second.put, 25U);
}

TEST_F(SearchTest, LetsSourcesEndWhenItIsDropped) {
    CountingSource source{100};
    {
        Search search{wallet, {&source}, 1};
        spawn([&]() -> base::Task<void> { co_await search.next(); });
    }
    spawn([]() -> base::Task<void> { co_return; });
    EXPECT_TRUE(source.ended);
    EXPECT_LT(source.put, 100U);
}

TEST_F(SearchTest, RethrowsWhatASourceThrewAfterTheOthersHaveEnded) {
    CountingSource good{5};
    CountingSource bad{2, true};
    Search search{wallet, {&bad, &good}, 1};
    std::size_t read = 0;
    spawn([&]() -> base::Task<void> {
        try {
            for (;;) {
                const auto batch = co_await search.next();
                if (!batch) break;
                ++read;
            }
            ADD_FAILURE() << "nothing was thrown";
        } catch (const std::runtime_error& error) {
            EXPECT_STREQ(error.what(), "a bug");
        }
    });
    EXPECT_EQ(read, 7U);
}

/// No build could be asked of a list with an address twice.
TEST_F(SearchTest, GivesEachItemOnceHoweverOftenItIsListed) {
    CountingSource first{100};
    CountingSource second{70};
    Search search{wallet, {&first, &second}, 7};
    std::vector<solana::Pubkey> found;
    Summary summary;
    spawn([&]() -> base::Task<void> {
        for (;;) {
            const auto batch = co_await search.next();
            if (!batch) break;
            summary.add(*batch);
            for (const Item& each : batch->items) found.push_back(each.address);
        }
    });
    EXPECT_EQ(found.size(), 100U);
    EXPECT_EQ(std::set<solana::Pubkey>(found.begin(), found.end()).size(), 100U);
    EXPECT_EQ(summary.counts[ItemType::empty_account], 100U);
}

TEST(SeenAddresses, KnowWhatTheyWereGiven) {
    SeenAddresses seen;
    for (std::uint32_t number = 0; number < 10'000; ++number) ASSERT_TRUE(seen.add(key(number))) << number;
    for (std::uint32_t number = 0; number < 10'000; ++number) ASSERT_FALSE(seen.add(key(number))) << number;
    EXPECT_TRUE(seen.add(key(10'000)));
}

TEST_F(SearchTest, SumsUpWhatItFound) {
    Summary summary;
    EXPECT_FALSE(summary.rests_on_something());
    Item empty = item(1);
    empty.reclaimable = {5};
    Item token = item(2);
    token.type = ItemType::token;
    token.reclaimable = {7};
    summary.add({.items = {empty}, .slot = 12, .warnings = {{"das", "gone"}}});
    summary.add({.items = {token, empty}, .slot = 11, .warnings = {{"das", "gone"}, {"mints", "gone"}}});
    summary.add({});
    EXPECT_TRUE(summary.rests_on_something());
    EXPECT_EQ(summary.as_of_slot, 11U);
    EXPECT_EQ(summary.reclaimable.value, 17U);
    EXPECT_EQ(summary.counts[ItemType::empty_account], 2U);
    EXPECT_EQ(summary.counts[ItemType::token], 1U);
    EXPECT_EQ(summary.warnings, (std::vector<Warning>{{"das", "gone"}, {"mints", "gone"}}));
}

class ChainSearch : public SearchTest {
  protected:
    void account(std::uint32_t number, const solana::Pubkey& program, std::uint32_t mint, std::uint64_t amount) {
        const fakes::TokenBytes bytes{.mint = key(mint), .owner = wallet, .amount = amount};
        rpc_.put(key(number), program, 2'039'280, bytes.bytes());
    }
    /// The sizes of all batches, in order of arrival, and what they say of the next one.
    std::vector<std::pair<std::size_t, bool>> batches(std::size_t max_items) {
        std::vector<std::pair<std::size_t, bool>> sizes;
        addresses_.clear();
        spawn([&]() -> base::Task<void> {
            Search search{wallet, {&source_}, max_items};
            for (;;) {
                const auto batch = co_await search.next();
                if (!batch) break;
                sizes.emplace_back(batch->items.size(), batch->more);
                for (const auto& found : batch->items) addresses_.insert(found.address);
            }
        });
        return sizes;
    }
    fakes::FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    ChainSource source_{rpc_, indexer_, prices_};
    std::set<solana::Pubkey> addresses_;
};

TEST_F(ChainSearch, GivesBatchesOfTheSizeAskedFor) {
    for (std::uint32_t i = 0; i < 7; ++i) account(10 + i, solana::ids::token, 600, 0);
    rpc_.held_programs = {solana::ids::token_2022};
    start([&]() -> base::Task<void> {
        Search search{wallet, {&source_}, 3};
        std::vector<std::pair<std::size_t, bool>> sizes;
        for (int i = 0; i < 3; ++i) {
            const auto batch = co_await search.next();
            sizes.emplace_back(batch->items.size(), batch->more);
        }
        EXPECT_THAT(sizes, ElementsAre(std::pair{3U, true}, std::pair{3U, true}, std::pair{1U, false}));
        rpc_.held_programs.clear();
    });
    io_.run_for(std::chrono::seconds{10});
}

TEST_F(ChainSearch, DoesNotMakeEmptyAccountsWaitForMints) {
    rpc_.put(key(600), solana::ids::token, 1'461'600, fakes::MintBytes{.extensions = {}}.bytes());
    account(10, solana::ids::token, 600, 5);
    account(11, solana::ids::token, 600, 0);
    spawn([&]() -> base::Task<void> {
        Search search{wallet, {&source_}, 50};
        std::optional<Found> first;
        while (!first || first->items.empty()) first = co_await search.next();
        EXPECT_EQ(first->items.size(), 1U);
        EXPECT_EQ(first->items[0].address, key(11));
        EXPECT_EQ(rpc_.calls[fakes::FakeRpc::Method::accounts], 1);  // the wallet, no mint yet
    });
}

TEST_F(ChainSearch, ReadsManyMintsPieceByPiece) {
    for (std::uint32_t i = 0; i < 1'050; ++i) {
        rpc_.put(key(5'000 + i), solana::ids::token, 1'461'600, fakes::MintBytes{.extensions = {}}.bytes());
        account(10'000 + i, solana::ids::token, 5'000 + i, 2 + i);
    }
    const auto sizes = batches(1'000'000);
    EXPECT_EQ(addresses_.size(), 1'050U);
    EXPECT_EQ(sizes.size(), 12U);                                         // eleven pieces and the other program's word
    EXPECT_EQ(rpc_.calls[fakes::FakeRpc::Method::accounts], 1 + 2 * 11);  // mints, and what names them
}

TEST_F(ChainSearch, ReadsNoMintsAheadOfAReaderWhoHasStopped) {
    for (std::uint32_t i = 0; i < 500; ++i) account(10'000 + i, solana::ids::token, 5'000 + i, 1 + i);
    account(9'000, solana::ids::token, 600, 0);
    Search search{wallet, {&source_}, 50};
    spawn([&]() -> base::Task<void> {
        for (std::size_t items = 0; items == 0;) items = (co_await search.next())->items.size();
    });
    EXPECT_EQ(rpc_.calls[fakes::FakeRpc::Method::accounts], 1);  // the wallet
}

TEST_F(ChainSearch, AsksTheChainInTurns) {
    ChainSource source{
        rpc_,
        indexer_,
        prices_,
        {.lists = base::Semaphore{1}, .mints = base::Semaphore{1}, .patience = std::chrono::seconds{10}}};
    account(10, solana::ids::token, 600, 0);
    rpc_.held_programs = {solana::ids::token};
    Search first{wallet, {&source}, 50};
    Search second{wallet, {&source}, 50};
    std::size_t read = 0;
    for (Search* search : {&first, &second}) {
        start([&, search]() -> base::Task<void> {
            while (co_await search->next()) ++read;
        });
    }
    io_.run_for(std::chrono::milliseconds{20});
    EXPECT_EQ(rpc_.total_calls(), 1);
    rpc_.held_programs.clear();
    io_.run_for(std::chrono::seconds{10});
    EXPECT_EQ(read, 4U);  // of each program
    EXPECT_EQ(rpc_.total_calls(), 6);
}

TEST_F(ChainSearch, IsNotHeldUpByReadersWhoHaveStopped) {
    ChainSource source{
        rpc_,
        indexer_,
        prices_,
        {.lists = base::Semaphore{1}, .mints = base::Semaphore{1}, .patience = std::chrono::seconds{10}}};
    rpc_.put(key(600), solana::ids::token, 1'461'600, fakes::MintBytes{.extensions = {}}.bytes());
    for (std::uint32_t i = 0; i < 100; ++i) account(10 + i, solana::ids::token, 600, i);
    std::vector<std::unique_ptr<Search>> stopped;
    for (int i = 0; i < 10; ++i) {
        Search& search = *stopped.emplace_back(std::make_unique<Search>(wallet, std::vector<AssetSource*>{&source}, 1));
        spawn([&]() -> base::Task<void> { co_await search.next(); });
    }
    std::size_t items = 0;
    spawn([&]() -> base::Task<void> {
        Search search{wallet, {&source}, 50};
        while (const auto batch = co_await search.next()) items += batch->items.size();
    });
    EXPECT_EQ(items, 100U);
}

TEST_F(ChainSearch, WarnsWhenItsTurnDoesNotCome) {
    const base::Semaphore places{1};
    ChainSource source{rpc_,
                       indexer_,
                       prices_,
                       {.lists = places, .mints = base::Semaphore{1}, .patience = std::chrono::milliseconds{5}}};
    account(10, solana::ids::token, 600, 0);
    std::set<std::string> warned;
    start([&]() -> base::Task<void> {
        const auto place = co_await places.take({});
        Search search{wallet, {&source}, 50};
        while (const auto batch = co_await search.next()) {
            for (const auto& warning : batch->warnings) warned.insert(warning.source + ": " + warning.message);
        }
    });
    io_.run_for(std::chrono::seconds{10});
    EXPECT_THAT(warned, ElementsAre("spl-token: Too many wallets are being read",
                                    "token-2022: Too many wallets are being read"));
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(ChainSearch, ListsTheAccountsOfMintsThatCannotBeRead) {
    account(10, solana::ids::token, 600, 5);
    account(11, solana::ids::token, 601, 5);
    EXPECT_EQ(batches(50).size(), 2U);
    EXPECT_EQ(addresses_.size(), 2U);
}

}  // namespace
}  // namespace burner::assets
