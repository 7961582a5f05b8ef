// How often a build waits for the cluster and its indexers: calls that do not need each other's answers are made at
// once.

#include "fakes/cnft_grove.hpp"
#include "fakes/held_core.hpp"
#include "fakes/held_nft.hpp"
#include "fakes/pool_tokens.hpp"
#include "fakes/rounds.hpp"
#include "solana/programs/light_token.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using fakes::CoreBytes;

class BuildRounds : public BuildTest {
  protected:
    /// Builds all of it, and says how often that waited.
    int rounds_of(BuildRequest wanted) {
        fakes::Rounds rounds;
        rpc_.rounds = indexer_.rounds = compressed_tokens_.rounds = prices_.rounds = &rounds;
        const auto count = wanted.items.size();
        const auto build = rounds.run(builder_.build(std::move(wanted)));
        EXPECT_TRUE(build);
        EXPECT_EQ(build->totals.items, count);
        for (const auto& rejection : build->rejected) ADD_FAILURE() << rejection.message;
        if (!build->transactions.empty()) last_valid_ = build->transactions[0].last_valid_block_height;
        return rounds.count;
    }
    static Selection expecting(std::uint32_t mint, Selection selection) {
        selection.expected_mint = key(mint);
        return selection;
    }
    static Selection nft_of(std::uint32_t number) { return {ItemType::nft, Action::burn, key(number), {}}; }
    void nft(fakes::HeldNft held) {
        held.wallet = wallet_;
        held.put(rpc_);
    }

    solana::BlockHeight last_valid_ = 0;  ///< of what was built last
    Builder builder_{sources(), tickets_, clock_, pace_, {}};
};

TEST_F(BuildRounds, ClosesWaitTwice) {
    std::vector<Selection> items;
    for (std::uint32_t number = 1'000; number < 1'100; ++number) {
        account(number);
        items.push_back(expecting(600, close_of(number)));
    }
    auto wanted = request(items);
    EXPECT_EQ(rounds_of(wanted), 2);
    wanted.donation = *DonationShare::from_number(0.05);
    EXPECT_EQ(rounds_of(wanted), 2);
}

TEST_F(BuildRounds, BurnsOfTokensWaitTwiceWhereTheMintIsNamed) {
    account(10, {.amount = 5});
    mint(602, solana::ids::token_2022, {.authority = std::nullopt});
    account(11, {.amount = 7}, solana::ids::token_2022, 602);
    account(12);
    EXPECT_EQ(rounds_of(request({expecting(600, burn_of(10)), expecting(602, burn_of(11)), close_of(12)})), 2);
}

TEST_F(BuildRounds, BurnsOfTokensWaitThriceWhereItIsNot) {
    account(10, {.amount = 5});
    EXPECT_EQ(rounds_of(request({burn_of(10)})), 3);
}

TEST_F(BuildRounds, NftsWaitThrice) {
    nft({.account = 10, .mint = 700, .metadata = {.collection = key(701)}});
    nft({.account = 11, .mint = 702, .metadata = {.standard = 4, .collection = key(701)}, .state = 0});
    fakes::HeldCore{.wallet = wallet_, .asset = 12, .bytes = CoreBytes::asset_of(7)}.put(rpc_);
    rpc_.put(fakes::filled(7), solana::ids::core, 1, CoreBytes::collection().data());
    EXPECT_EQ(rounds_of(request({expecting(700, nft_of(10)), expecting(702, nft_of(11)), nft_of(12)})), 3);
    account(13);
    EXPECT_EQ(rounds_of(request({expecting(700, nft_of(10)), close_of(13)})), 3);
}

TEST_F(BuildRounds, CompressedNftsWaitOnceMore) {
    fakes::CnftGrove grove{700};
    grove.mint(wallet_);
    grove.put(rpc_, indexer_);
    EXPECT_EQ(rounds_of(request({{ItemType::cnft, Action::burn, grove.asset(0), {}}})), 4);
}

TEST_F(BuildRounds, CompressedTokensWaitOnceMore) {
    const auto pool = solana::light_token::find_pool(key(600), 0);
    const TokenBytes held{.mint = key(600), .owner = solana::ids::light_token_authority, .amount = 1'000};
    rpc_.put(pool.address, solana::ids::token, old_rent, held.bytes());
    rpc_.put(key(901), solana::ids::light_compression, 1'000'000, fakes::light_tree(assets::TreeType::state_v2));
    compressed_tokens_.accounts.push_back(fakes::compressed_token(10, wallet_, key(600), 5));
    Selection selection{ItemType::zk_compressed_token, Action::burn, key(10), 5};
    nft({.account = 11, .mint = 700, .metadata = {.collection = key(701)}});
    EXPECT_EQ(rounds_of(request({expecting(600, selection), expecting(700, nft_of(11))})), 4);
}

/// A blockhash that was read beside simulations that took long is read again.
TEST_F(BuildRounds, ABlockhashIsYoungWhenItIsHandedOut) {
    account(10);
    rpc_.on_simulated = [&](auto&) { clock_.advance(std::chrono::milliseconds{2'000}); };
    EXPECT_EQ(rounds_of(request({close_of(10)})), 2);
    rpc_.on_simulated = [&](auto&) {
        clock_.advance(std::chrono::milliseconds{2'001});
        rpc_.latest.last_valid_block_height = 1'049;
    };
    EXPECT_EQ(rounds_of(request({close_of(10)})), 3);
    EXPECT_EQ(last_valid_, 1'049U);
}

}  // namespace
}  // namespace burner::transactions
