// What may be done with a Core asset.

#include <gmock/gmock.h>

#include "assets/decide/core_holdings.hpp"
#include "assets/sample.hpp"
#include "fakes/held_core.hpp"
#include "fakes/run_task.hpp"
#include "solana/accounts/borsh_bytes.hpp"

namespace burner::assets {
namespace {

using fakes::CoreBytes;
using fakes::filled;
using fakes::key;
using solana::BorshBytes;

constexpr solana::Rent rent{.lamports_per_byte = 5'080};

// What an external plugin may do about burns.
constexpr std::uint32_t listen_and_approve = 3;
constexpr std::uint32_t reject = 4;

class DecideCore : public testing::Test {
  protected:
    /// The asset's collection is 7, its oracle 5.
    CoreHolding read(const CoreBytes& asset) {
        fakes::HeldCore{.wallet = wallet, .asset = 10, .bytes = asset, .lamports = lamports_}.put(rpc_);
        const ReadAccounts read = [&](std::vector<solana::Pubkey> keys) { return rpc_.get_accounts(std::move(keys)); };
        const auto found = fakes::run_task(read_core_assets(read, {{key(10), rpc_.accounts[key(10)]}}));
        EXPECT_TRUE(found);
        EXPECT_EQ(found->value.size(), 1U);
        return found->value.at(0);
    }
    CoreDecision decide(const CoreBytes& asset) { return assets::decide({wallet}, read(asset), &rent); }
    void collection(const CoreBytes& bytes) { rpc_.put(filled(7), solana::ids::core, 1, bytes.data()); }
    /// `answer`: 0 approved, 1 rejected, 2 pass.
    void oracle(std::uint8_t answer) { rpc_.put(filled(5), key(99), 1, {1, 2, 2, answer, 2}); }

    fakes::FakeRpc rpc_;
    std::uint64_t lamports_ = fakes::core_lamports;
};

TEST_F(DecideCore, GivesTodaysRentOfAllBytesButOne) {
    const CoreBytes asset = CoreBytes::asset().plugin(6, {0, 0, 0, 0});
    const auto decision = decide(asset);
    EXPECT_FALSE(decision.blocked);
    EXPECT_EQ(decision.refund.value, (asset.data().size() - 1) * 5'080);
}

TEST_F(DecideCore, ObeysPlugins) {
    struct Row {
        std::string_view what;
        CoreBytes asset;
        std::optional<BlockedCode> blocked;
    };
    const auto asset = [] { return CoreBytes::asset(); };
    const Row rows[] = {
        {"attributes", asset().plugin(6, {0, 0, 0, 0}), {}},
        {"thawed", asset().frozen(1, false).frozen(5, false), {}},
        {"frozen", asset().frozen(1, true), BlockedCode::plugin_forbids},
        {"frozen for good", asset().frozen(5, true), BlockedCode::plugin_forbids},
        {"in a group", asset().plugin(18, BorshBytes{}.u32(1).key(4).data()), BlockedCode::plugin_forbids},
        {"in none", asset().plugin(18, BorshBytes{}.u32(0).data()), {}},
        {"an agent", asset().external(6, 0, {}), BlockedCode::plugin_forbids},
        {"a hook", asset().external(0, reject, {}), {}},
        {"a plugin that nobody knows", asset().plugin(19, {}), BlockedCode::source_unavailable},
    };
    for (const Row& row : rows) EXPECT_EQ(decide(row.asset).blocked, row.blocked) << row.what;
}

TEST_F(DecideCore, ObeysTheCollectionUnlessTheAssetSaysOtherwise) {
    EXPECT_EQ(decide(CoreBytes::asset_of(7)).blocked, BlockedCode::source_unavailable) << "it is not there";
    collection(CoreBytes::collection());
    EXPECT_EQ(decide(CoreBytes::asset_of(7)).blocked, std::nullopt);
    rpc_.accounts[filled(7)].owner = key(99);
    EXPECT_EQ(decide(CoreBytes::asset_of(7)).blocked, BlockedCode::source_unavailable) << "no collection of Core's";
    collection(CoreBytes::collection().frozen(5, true));
    EXPECT_EQ(decide(CoreBytes::asset_of(7)).blocked, BlockedCode::plugin_forbids);
    EXPECT_EQ(decide(CoreBytes::asset_of(7).frozen(5, false)).blocked, std::nullopt);
    EXPECT_EQ(decide(CoreBytes::asset()).blocked, std::nullopt) << "in no collection";
    collection(CoreBytes::collection().plugin(18, BorshBytes{}.u32(1).key(4).data()));
    EXPECT_EQ(decide(CoreBytes::asset_of(7)).blocked, std::nullopt) << "groups are the asset's own";
}

TEST_F(DecideCore, AsksOracles) {
    const CoreBytes asks = CoreBytes::asset().oracle(5, reject);
    const CoreBytes tells = CoreBytes::asset().oracle(5, listen_and_approve);
    EXPECT_EQ(decide(asks).blocked, BlockedCode::plugin_forbids) << "it is not there";
    for (const std::uint8_t answer : {std::uint8_t{0}, std::uint8_t{2}}) {
        oracle(answer);
        EXPECT_EQ(decide(asks).blocked, std::nullopt);
    }
    oracle(1);
    EXPECT_EQ(decide(asks).blocked, BlockedCode::plugin_forbids);
    EXPECT_EQ(decide(tells).blocked, std::nullopt) << "it may not reject";
    oracle(3);
    EXPECT_EQ(decide(tells).blocked, BlockedCode::plugin_forbids) << "no answer that Core takes";
    oracle(1);
    collection(CoreBytes::collection().oracle(5, reject));
    EXPECT_EQ(decide(CoreBytes::asset_of(7)).blocked, BlockedCode::plugin_forbids) << "of the collection";
}

TEST_F(DecideCore, NeedsAWalletThatCanSignAndWhatARefundTakes) {
    const auto holding = read(CoreBytes::asset());
    EXPECT_EQ(assets::decide({wallet, true}, holding, &rent).blocked, BlockedCode::multisig_owner);
    EXPECT_EQ(assets::decide({wallet}, holding, nullptr).blocked, BlockedCode::source_unavailable);
    lamports_ = (holding.length - 1) * 5'080 - 1;
    EXPECT_EQ(decide(CoreBytes::asset()).blocked, BlockedCode::simulation_failed);
}

TEST_F(DecideCore, SaysThatItIsFrozenAndCountsPlugins) {
    collection(CoreBytes::collection().frozen(1, false));
    const auto holding = read(CoreBytes::asset_of(7).frozen(5, true).external(6, 0, {}));
    EXPECT_TRUE(to_item(holding, {BlockedCode::plugin_forbids, {}}, {}).is_frozen);
    EXPECT_EQ(holding.plugins, 3U);
}

}  // namespace
}  // namespace burner::assets
