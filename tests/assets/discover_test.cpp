#include "assets/discover.hpp"

#include <algorithm>

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

using fakes::FakeRpc;
using fakes::key;
using fakes::TokenBytes;

class Discover : public testing::Test {
  protected:
    void account(std::uint32_t number, const solana::Pubkey& program, std::uint32_t mint, TokenBytes bytes,
                 std::uint64_t lamports = old_rent) {
        bytes.mint = key(mint);
        bytes.owner = wallet;
        rpc_.put(key(number), program, lamports, bytes.bytes());
    }
    void mint(std::uint32_t number, const solana::Pubkey& program, const fakes::MintBytes& bytes) {
        rpc_.put(key(number), program, 1'461'600, bytes.bytes());
    }
    base::Result<Discovery> discover_wallet() { return fakes::run_task(discover(wallet, {&source_})); }

    FakeRpc rpc_;
    fakes::FakeIndexer indexer_;
    fakes::FakePrices prices_;
    ChainSource source_{rpc_, indexer_, prices_};
};

TEST_F(Discover, AnswersAnUnknownWalletWithNothing) {
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->items.empty());
    EXPECT_EQ(found->counts, Counts{});
    EXPECT_EQ(found->as_of_slot, 1'000U);
    EXPECT_EQ(found->reclaimable.value, 0U);
    EXPECT_TRUE(found->warnings.empty());
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 1);  // the wallet alone
}

TEST_F(Discover, ListsBothProgramsInTheContractsOrder) {
    mint(600, solana::ids::token, {.decimals = 6, .extensions = {}});
    mint(601, solana::ids::token_2022,
         {.decimals = 2, .extensions = {fakes::token_metadata(key(601), "Mint\u202E Co", "MC")}});
    account(10, solana::ids::token, 600, {.amount = 1'500'000}, 900);
    account(11, solana::ids::token, 602, {}, 1'000);
    account(12, solana::ids::token_2022, 601, {}, 3'000);
    account(13, solana::ids::token, 603, {}, 1'000);
    account(14, solana::ids::token_2022, 601, {.amount = 5, .state = 2}, 9'000);
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    std::vector<solana::Pubkey> order;
    for (const Item& item : found->items) order.push_back(item.address);
    EXPECT_EQ(order, (std::vector{key(12), key(11), key(13), key(10), key(14)}));
    EXPECT_EQ(found->counts[ItemType::empty_account], 3U);
    EXPECT_EQ(found->counts[ItemType::token], 2U);
    EXPECT_EQ(found->reclaimable.value, 900U + 1'000 + 3'000 + 1'000);

    const Item& named = found->items[0];
    EXPECT_EQ(named.name, "Mint Co");
    EXPECT_EQ(named.symbol, "MC");
    EXPECT_EQ(named.token_program, solana::ids::token_2022);
    const Item& unnamed = found->items[1];
    EXPECT_EQ(unnamed.name, "Unknown token");
    EXPECT_FALSE(unnamed.symbol.empty());
    const Item& token = found->items[3];
    EXPECT_EQ(token.balance, 1'500'000U);
    EXPECT_EQ(token.ui_balance, "1.5");
    EXPECT_EQ(token.decimals, 6);
    EXPECT_THAT(token.actions(), testing::ElementsAre(Action::burn));
    const Item& frozen = found->items[4];
    EXPECT_TRUE(frozen.is_frozen);
    EXPECT_EQ(frozen.blocked, BlockedCode::frozen);
    EXPECT_TRUE(frozen.actions().empty());
    EXPECT_EQ(frozen.reclaimable.value, 0U);
    EXPECT_EQ(frozen.lamports.value, 9'000U);
}

TEST_F(Discover, SaysWhatEveryAccountHoldsBeyondTodaysRent) {
    constexpr std::uint64_t rent_now = 1'488'440;
    mint(601, solana::ids::token_2022, {});
    account(10, solana::ids::token, 600, {});
    account(11, solana::ids::token, 600, {}, rent_now);
    account(12, solana::ids::token, 600, {}, rent_now - 1);
    account(13, solana::ids::token_2022, 601, {.amount = 5, .extensions = {fakes::immutable_owner()}});
    account(14, solana::ids::token_2022, 601, {.amount = 5, .state = 2}, rent_now + 1);
    account(15, solana::ids::token_2022, 601, {.close_authority = key(2)});
    account(16, solana::ids::token, 600, {.amount = 9, .native_reserve = rent_now}, old_rent + 9);
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    struct Row {
        std::uint32_t number;
        std::uint64_t excess, reclaimable;
        std::vector<Action> actions;
    };
    const Row rows[] = {
        {10, old_rent - rent_now, old_rent, {Action::close, Action::withdraw_excess}},
        {11, 0, rent_now, {Action::close}},
        {12, 0, rent_now - 1, {Action::close}},
        {13, old_rent - rent_now - 5 * 5'080, old_rent, {Action::burn, Action::withdraw_excess}},
        {14, 1, 1, {Action::withdraw_excess}},
        {15, old_rent - rent_now, old_rent - rent_now, {Action::withdraw_excess}},
        {16, 0, old_rent + 9, {Action::close}},
    };
    ASSERT_EQ(found->items.size(), std::size(rows));
    for (const auto& [number, excess, reclaimable, actions] : rows) {
        const auto item = std::ranges::find(found->items, key(number), &Item::address);
        ASSERT_NE(item, found->items.end());
        EXPECT_EQ(item->excess.value, excess) << number;
        EXPECT_EQ(item->reclaimable.value, reclaimable) << number;
        EXPECT_THAT(item->actions(), testing::ElementsAreArray(actions)) << number;
        EXPECT_EQ(item->blocked.has_value(), number == 14 || number == 15);
    }
}

TEST_F(Discover, KnowsNoExcessWithoutARent) {
    account(10, solana::ids::token, 600, {});
    account(11, solana::ids::token, 600, {.close_authority = key(2)});
    rpc_.failing = {FakeRpc::Method::accounts};
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    ASSERT_EQ(found->items.size(), 2U);
    EXPECT_THAT(found->items[0].actions(), testing::ElementsAre(Action::close));
    EXPECT_TRUE(found->items[1].actions().empty());
}

TEST_F(Discover, TakesLamportsFromTheChainAndNeverFromATable) {
    account(10, solana::ids::token, 600, {}, 1'488'440);
    account(11, solana::ids::token, 600, {}, 2'039'280);
    account(12, solana::ids::token, 600, {}, 50'000'000);
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->reclaimable.value, 1'488'440U + 2'039'280 + 50'000'000);
}

TEST_F(Discover, ListsWrappedSolAsAnAccountThatGivesAllItsLamportsBack) {
    account(10, solana::ids::token, 600, {.amount = 5'000'000, .native_reserve = old_rent}, old_rent + 5'000'000);
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    ASSERT_EQ(found->items.size(), 1U);
    EXPECT_EQ(found->items[0].type, ItemType::empty_account);
    EXPECT_EQ(found->items[0].reclaimable.value, old_rent + 5'000'000);
    EXPECT_EQ(found->items[0].name, "Wrapped SOL");
    EXPECT_THAT(found->items[0].actions(), testing::ElementsAre(Action::close));
}

TEST_F(Discover, DoesNotFetchTheMintsOfEmptyClassicAccounts) {
    account(10, solana::ids::token, 600, {});
    ASSERT_TRUE(discover_wallet());
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 1);  // the wallet alone, for the multisig rule
}

TEST_F(Discover, WarnsOfOneProgramAndListsTheOther) {
    account(10, solana::ids::token, 600, {});
    account(11, solana::ids::token_2022, 600, {});
    rpc_.failing_programs = {solana::ids::token_2022};
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    ASSERT_EQ(found->items.size(), 1U);
    EXPECT_EQ(found->items[0].address, key(10));
    ASSERT_EQ(found->warnings.size(), 1U);
    EXPECT_EQ(found->warnings[0].source, "token-2022");
}

TEST_F(Discover, ListsBalancesAsUnavailableWhileTheirMintsCannotBeRead) {
    account(10, solana::ids::token, 600, {.amount = 5});
    account(11, solana::ids::token, 600, {});
    rpc_.failing = {FakeRpc::Method::accounts};
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    ASSERT_EQ(found->items.size(), 2U);
    EXPECT_FALSE(found->items[0].blocked);
    EXPECT_EQ(found->items[1].blocked, BlockedCode::source_unavailable);
    ASSERT_EQ(found->warnings.size(), 1U);
    EXPECT_EQ(found->warnings[0].source, "mints");
}

TEST_F(Discover, FailsOnlyWhenNothingAnswers) {
    rpc_.failing = {FakeRpc::Method::token_accounts};
    const auto found = discover_wallet();
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, base::ErrorCode::upstream_unavailable);
}

TEST_F(Discover, BlocksEverythingOfATokenMultisig) {
    rpc_.put(wallet, solana::ids::token, 1, base::Bytes(355, 1));
    account(10, solana::ids::token, 600, {});
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->items[0].blocked, BlockedCode::multisig_owner);
    EXPECT_TRUE(found->items[0].actions().empty());
    EXPECT_EQ(found->items[0].excess.value, 0U);
}

TEST_F(Discover, IgnoresWhatIsNoAccountOfTheWallet) {
    account(10, solana::ids::token, 600, {.state = 0});
    const auto found = discover_wallet();
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->items.empty());
}

/// A source that answers what it was told to.
class ToldSource final : public AssetSource {
  public:
    explicit ToldSource(Found found) : found_(std::move(found)) {}
    base::Task<void> find(solana::Pubkey, std::shared_ptr<Batches> out) override {
        const bool has_reader = co_await out->wanted();
        if (has_reader) out->put(found_);
    }

  private:
    Found found_;
};

TEST_F(Discover, JoinsSourcesAndGivesTheOldestSlot) {
    account(10, solana::ids::token, 600, {});
    Item nft;
    nft.type = ItemType::nft;
    nft.address = key(5);
    ToldSource indexer{{{nft}, 990, {}}};
    ToldSource silent{{{}, std::nullopt, {{"das", "gone"}}}};
    const auto found = fakes::run_task(discover(wallet, {&indexer, &source_, &silent}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->as_of_slot, 990U);
    ASSERT_EQ(found->items.size(), 2U);
    EXPECT_EQ(found->items[0].type, ItemType::empty_account);
    EXPECT_EQ(found->counts[ItemType::nft], 1U);
    EXPECT_EQ(found->warnings, (std::vector<Warning>{{"das", "gone"}}));
}

TEST(ItemWords, ReadBackAsTheyAreWritten) {
    for (std::size_t i = 0; i < item_type_count; ++i) {
        const auto type = static_cast<ItemType>(i);
        EXPECT_EQ(item_type_from_text(to_text(type)), type);
    }
    EXPECT_EQ(item_type_from_text("Token"), std::nullopt);
    EXPECT_EQ(action_from_text("close"), Action::close);
    EXPECT_EQ(action_from_text("burn"), Action::burn);
    EXPECT_EQ(action_from_text("withdraw_excess"), Action::withdraw_excess);
    EXPECT_EQ(action_from_text(""), std::nullopt);
}

}  // namespace
}  // namespace burner::assets
