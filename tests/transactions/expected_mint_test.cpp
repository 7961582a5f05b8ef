// A build burns what the user reviewed, whatever an RPC or an indexer said when it was listed.

#include "fakes/held_core.hpp"
#include "fakes/held_nft.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;

class ExpectedMint : public BuildTest {
  protected:
    ExpectedMint() {
        account(10);
        account(11, {.amount = 5});
        account(12, {.amount = 9, .native_reserve = old_rent}, solana::ids::token, 600, old_rent + 9);
        fakes::HeldNft{.wallet = wallet_, .account = 13, .mint = 700}.put(rpc_);
        fakes::HeldNft{.wallet = wallet_,
                       .account = 14,
                       .mint = 701,
                       .metadata = {.standard = 1},
                       .edition = std::nullopt,
                       .amount = 3}
            .put(rpc_);
    }
    void expect_rejected(Selection selection) {
        const auto build = this->build(request({selection}));
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->transactions.empty());
        ASSERT_EQ(build->rejected.size(), 1U);
        EXPECT_EQ(build->rejected[0].code, BlockedCode::balance_changed);
        EXPECT_EQ(build->rejected[0].message, "It is of another mint than the one that was reviewed");
    }
};

TEST_F(ExpectedMint, LetsThroughWhatIsOfItAndRejectsEverythingElse) {
    const std::pair<Selection, std::uint32_t> rows[] = {
        {close_of(10), 600},
        {burn_of(11), 600},
        {close_of(12), 600},
        {{ItemType::nft, Action::burn, key(13), std::nullopt}, 700},
        {{ItemType::fungible_asset, Action::burn, key(14), std::nullopt}, 701},
        {withdrawal_of(11), 600},
    };
    for (auto [selection, mint] : rows) {
        SCOPED_TRACE(to_base58(selection.address));
        selection.expected_mint = key(mint);
        const auto build = this->build(request({selection}));
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->rejected.empty());
        ASSERT_EQ(build->transactions.size(), 1U);
        const auto includes = build->transactions[0].includes.at(0);
        EXPECT_EQ(includes.expected_mint, std::nullopt);
        EXPECT_EQ(tickets_.open(build->transactions[0].submission_ticket)->includes.at(0), includes);
        selection.expected_mint = key(mint + 1);
        expect_rejected(selection);
    }
}

TEST_F(ExpectedMint, IsNeverThatOfWhatIsNoToken) {
    fakes::HeldCore{.wallet = wallet_, .asset = 20}.put(rpc_);
    Selection core{ItemType::nft, Action::burn, key(20), std::nullopt};
    EXPECT_EQ(this->build(request({core}))->totals.items, 1U);
    core.expected_mint = key(20);
    expect_rejected(core);
}

/// The list showed worthless tokens, and the build reads the truth.
TEST_F(ExpectedMint, SavesWhatAnRpcListedUnderAnotherName) {
    auto listed = burn_of(11);
    listed.expected_mint = key(602);
    listed.expected_balance = 5;
    expect_rejected(listed);
}

}  // namespace
}  // namespace burner::transactions
