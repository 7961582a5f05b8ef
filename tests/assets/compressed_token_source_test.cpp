#include "assets/search/compressed_token_source.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "assets/discover.hpp"
#include "assets/sample.hpp"
#include "assets/search/chain_source.hpp"
#include "fakes/fake_compressed_tokens.hpp"
#include "fakes/fake_indexer.hpp"
#include "fakes/fake_prices.hpp"
#include "fakes/fake_rpc.hpp"
#include "fakes/run_task.hpp"
#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/light_token.hpp"

namespace burner::assets {
namespace {

using fakes::FakeRpc;
using fakes::key;
using testing::ElementsAre;
using testing::SizeIs;

class CompressedTokens : public testing::Test {
  protected:
    CompressedTokens() { mint(600, solana::ids::token, {.decimals = 2}); }

    void mint(std::uint32_t number, const solana::Pubkey& program, const fakes::MintBytes& bytes) {
        rpc_.put(key(number), program, 1'461'600, bytes.bytes());
        const fakes::TokenBytes pool{.mint = key(number), .owner = solana::ids::light_token_authority, .amount = 1'000};
        rpc_.put(solana::light_token::find_pool(key(number), 0).address, program, 2'039'280, pool.bytes());
    }
    CompressedTokenAccount& token(std::uint32_t number, std::uint64_t amount, std::uint32_t mint = 600) {
        return index_.accounts.emplace_back(fakes::compressed_token(number, wallet, key(mint), amount));
    }
    base::Result<Discovery> found() { return fakes::run_task(discover(wallet, {&chain_, &source_})); }
    Discovery read() { return found().value(); }

    FakeRpc rpc_;
    fakes::FakeCompressedTokens index_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    ChainSource chain_{rpc_, indexer_, prices_};
    CompressedTokenSource source_{index_, rpc_, prices_, {}, false};
};

TEST_F(CompressedTokens, AreListedWithWhatTheirMintsSay) {
    mint(601, solana::ids::token_2022, {.decimals = 0, .extensions = {fakes::token_metadata(key(601), "Drop", "DR")}});
    token(10, 18'446'744'073'709'551'615U);
    token(11, 7, 601).is_frozen = true;
    prices_.prices[key(600)] = base::Decimal{5, -1};
    const Discovery discovery = read();
    ASSERT_THAT(discovery.items, SizeIs(2));
    const Item& first = discovery.items[0];
    EXPECT_EQ(first.type, ItemType::zk_compressed_token);
    EXPECT_EQ(first.address, key(10));
    EXPECT_EQ(first.mint, key(600));
    EXPECT_EQ(first.token_program, solana::ids::token);
    EXPECT_EQ(first.balance, 18'446'744'073'709'551'615U);
    EXPECT_EQ(first.ui_balance, "184467440737095516.15");
    EXPECT_EQ(first.name, "Unknown token");
    EXPECT_EQ(first.usd_value, std::nullopt);  // above what anybody owns
    EXPECT_THAT(first.actions(), ElementsAre(Action::burn));
    EXPECT_EQ(first.reclaimable.value, 0U);
    const Item& second = discovery.items[1];
    EXPECT_EQ(second.name, "Drop");
    EXPECT_EQ(second.symbol, "DR");
    EXPECT_TRUE(second.is_frozen);
    EXPECT_EQ(second.blocked, BlockedCode::frozen);
    EXPECT_EQ(discovery.counts[ItemType::zk_compressed_token], 2U);
    EXPECT_EQ(discovery.as_of_slot, 990U);
    EXPECT_TRUE(discovery.warnings.empty());
}

TEST_F(CompressedTokens, AreWorthWhatTheyAreTradedFor) {
    token(10, 12'34);
    mint(601, solana::ids::token, {.decimals = 0});
    token(11, 1, 601);
    prices_.prices[key(600)] = base::Decimal{5, -1};
    const Discovery discovery = read();
    EXPECT_EQ(discovery.items.at(0).usd_value, "6.17");
    EXPECT_EQ(discovery.items.at(1).usd_value, std::nullopt);
}

TEST_F(CompressedTokens, AreReadToTheLastPage) {
    for (std::uint32_t number = 0; number < 250; ++number) {
        mint(1'000 + number, solana::ids::token, {});
        token(2'000 + number, number, 1'000 + number);
    }
    index_.page_size = 100;
    const Discovery discovery = read();
    EXPECT_THAT(discovery.items, SizeIs(250));
    EXPECT_EQ(index_.pages, 3U);
    EXPECT_TRUE(std::ranges::none_of(discovery.items, [](const Item& item) { return item.blocked.has_value(); }));
}

TEST_F(CompressedTokens, DoNotKeepAnybodyForEver) {
    for (std::uint32_t number = 0; number < 1'001; ++number) token(2'000 + number, 1);
    index_.page_size = 1;
    const Discovery discovery = read();
    EXPECT_THAT(discovery.items, SizeIs(1'000));
    EXPECT_THAT(discovery.warnings,
                ElementsAre(Warning{"compressed_tokens", "The wallet has more compressed tokens than are listed"}));
}

TEST_F(CompressedTokens, AreGivenInChunks) {
    for (std::uint32_t number = 0; number < 7; ++number) token(10 + number, 1);
    index_.page_size = 4;
    std::vector<std::size_t> sizes;
    fakes::run_task([](CompressedTokenSource& source, std::vector<std::size_t>& sizes) -> base::Task<bool> {
        Search search{wallet, {&source}, 3};
        for (;;) {
            const auto batch = co_await search.next();
            if (!batch) break;
            sizes.push_back(batch->items.size());
            EXPECT_EQ(batch->more, sizes.size() == 1);
        }
        co_return true;
    }(source_, sizes));
    EXPECT_THAT(sizes, ElementsAre(3, 1, 3));
}

TEST_F(CompressedTokens, AreNotAskedForWhereNobodyReads) {
    for (std::uint32_t number = 0; number < 30; ++number) token(10 + number, 1);
    index_.page_size = 1;
    fakes::run_task([](CompressedTokenSource& source) -> base::Task<bool> {
        Search search{wallet, {&source}, 1};
        co_await search.next();
        co_return true;
    }(source_));
    EXPECT_LE(index_.pages, 2U);
}

TEST_F(CompressedTokens, AreMissedWithoutAWordWhereThereIsNoIndex) {
    index_.failure = IndexerFailure{IndexerFailure::Reason::method_missing, "No such method"};
    const Discovery discovery = read();
    EXPECT_TRUE(discovery.items.empty());
    EXPECT_TRUE(discovery.warnings.empty());
    EXPECT_EQ(discovery.as_of_slot, 1'000U);
}

TEST_F(CompressedTokens, AreMissedWithAWarningWhereThereShouldBeAnIndex) {
    index_.failure = IndexerFailure{IndexerFailure::Reason::method_missing, "No such method"};
    CompressedTokenSource expected{index_, rpc_, prices_, {}, true};
    const auto discovery = fakes::run_task(discover(wallet, {&chain_, &expected}));
    ASSERT_TRUE(discovery);
    ASSERT_THAT(discovery->warnings, SizeIs(1));
    EXPECT_EQ(discovery->warnings[0].source, "compressed_tokens");
    EXPECT_EQ(discovery->warnings[0].message, "No such method");
}

TEST_F(CompressedTokens, ThatCannotBeReadAreAWarning) {
    rpc_.put(key(20), solana::ids::token, 2'039'280, fakes::TokenBytes{.mint = key(600), .owner = wallet}.bytes());
    token(10, 1);
    token(11, 1);
    index_.page_size = 1;
    index_.failing_page = 1;
    const Discovery discovery = read();
    EXPECT_THAT(discovery.items, SizeIs(2));
    EXPECT_EQ(discovery.warnings, (std::vector<Warning>{{"compressed_tokens", "Gone"}}));
    rpc_.failing = {FakeRpc::Method::token_accounts, FakeRpc::Method::accounts};
    index_.failing_page = 0;
    EXPECT_FALSE(found());
}

TEST_F(CompressedTokens, AreBlockedWhereTheirMintIsNotKnown) {
    token(10, 1, 699);
    EXPECT_EQ(read().items.at(0).blocked, BlockedCode::source_unavailable);
    EXPECT_EQ(read().items.at(0).ui_balance, "");
    index_.accounts.clear();
    token(10, 1);
    rpc_.failing = {FakeRpc::Method::accounts};
    const Discovery discovery = read();
    EXPECT_EQ(discovery.items.at(0).blocked, BlockedCode::source_unavailable);
    EXPECT_FALSE(discovery.warnings.empty());
}

TEST_F(CompressedTokens, AreBlockedForWhatTheChainWouldRefuse) {
    token(10, 1);
    rpc_.accounts.erase(solana::light_token::find_pool(key(600), 0).address);
    EXPECT_EQ(read().items.at(0).blocked, BlockedCode::plugin_forbids);
    mint(600, solana::ids::token_2022, {.extensions = {fakes::pausable(true)}});
    EXPECT_EQ(read().items.at(0).blocked, BlockedCode::mint_paused);
    rpc_.put(wallet, solana::ids::token, 3'000'000, base::Bytes(solana::multisig_size));
    EXPECT_EQ(read().items.at(0).blocked, BlockedCode::multisig_owner);
}

TEST_F(CompressedTokens, OfSomebodyElseAreNotListed) {
    token(10, 1).owner = key(2);
    EXPECT_TRUE(read().items.empty());
}

}  // namespace
}  // namespace burner::assets
