// Transactions that burn Core assets.

#include "fakes/held_core.hpp"
#include "solana/programs/core.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using fakes::CoreBytes;
using fakes::filled;
using testing::ElementsAre;

Selection burn_core(std::uint32_t number) {
    return {ItemType::nft, Action::burn, key(number), std::nullopt};
}

class BuildCore : public BuildTest {
  protected:
    std::uint64_t hold(std::uint32_t number, const CoreBytes& bytes = CoreBytes::asset()) {
        return (fakes::HeldCore{.wallet = wallet_, .asset = number, .bytes = bytes}.put(rpc_) - 1) * 5'080;
    }
    solana::Instruction burn(std::uint32_t number, std::optional<solana::Pubkey> collection = {},
                             const std::vector<solana::Pubkey>& oracles = {}) const {
        return solana::core::burn(key(number), collection, wallet_, oracles);
    }
};

TEST_F(BuildCore, BurnsOneWithOneInstruction) {
    const auto refund = hold(10);
    auto selection = burn_core(10);
    selection.expected_balance = 1;
    const auto build = this->build(request({selection}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    const BuiltTransaction& built = build->transactions[0];
    EXPECT_TRUE(same_bytes(body(built), {burn(10)}));
    EXPECT_EQ(built.rebate.gross.value, refund);
    EXPECT_EQ(built.compute_units_needed, 20'450U);
    EXPECT_EQ(built.instructions.back().kind, "burn_v1");
}

TEST_F(BuildCore, BringsTheCollectionAndTheOracles) {
    hold(10, CoreBytes::asset_of(7).oracle(5, 4));
    rpc_.put(filled(7), solana::ids::core, 1, CoreBytes::collection().data());
    rpc_.put(filled(5), key(99), 1, {1, 2, 2, 2, 2});
    const auto build = this->build(request({burn_core(10)}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_TRUE(same_bytes(body(build->transactions[0]), {burn(10, filled(7), {filled(5)})}));
    EXPECT_EQ(build->transactions[0].compute_units_needed, 23'450U);
}

TEST_F(BuildCore, PutsManyBesideOtherItemsIntoOneTransaction) {
    std::uint64_t promised = old_rent;
    account(10);
    std::vector<Selection> items{close_of(10)};
    for (std::uint32_t number = 100; number < 115; ++number) {
        promised += hold(number);
        items.push_back(burn_core(number));
    }
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_EQ(build->transactions[0].rebate.gross.value, promised);
}

/// As computed and executed: with a donation and no bytes left free.
TEST_F(BuildCore, HoldsAsManyInATransactionAsFit) {
    const auto transactions = [&](std::uint32_t first, std::uint32_t count) {
        std::vector<Selection> items;
        for (std::uint32_t i = 0; i < count; ++i) items.push_back(burn_core(first + i));
        auto wanted = request(items);
        wanted.reserve_bytes = 0;
        wanted.donation = *DonationShare::from_number(0.05);
        const auto build = this->build(wanted);
        return build ? build->transactions.size() : 0;
    };
    for (std::uint8_t i = 0; i < 22; ++i) hold(100 + i);
    EXPECT_EQ(transactions(100, 21), 1U);
    EXPECT_EQ(transactions(100, 22), 2U);
    for (std::uint8_t i = 0; i < 13; ++i) {
        const auto collection = static_cast<std::uint8_t>(10 + i);
        hold(200 + i, CoreBytes::asset_of(collection));
        rpc_.put(filled(collection), solana::ids::core, 1, CoreBytes::collection().data());
    }
    EXPECT_EQ(transactions(200, 12), 1U) << "of collections of their own";
    EXPECT_EQ(transactions(200, 13), 2U);
}

TEST_F(BuildCore, RejectsMoreOraclesThanATransactionHolds) {
    CoreBytes asset = CoreBytes::asset();
    for (std::uint8_t number = 100; number < 140; ++number) {
        asset.oracle(number, 4);
        rpc_.put(filled(number), key(99), 1, {1, 2, 2, 2, 2});
    }
    fakes::HeldCore{.wallet = wallet_, .asset = 10, .bytes = asset, .lamports = 90'000'000}.put(rpc_);
    hold(11);
    const auto build = this->build(request({burn_core(10), burn_core(11)}));
    ASSERT_TRUE(build);
    EXPECT_EQ(build->totals.items, 1U);
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::proof_too_large));
}

TEST_F(BuildCore, DecidesAgainOnFreshState) {
    const auto expecting = [](Selection selection, std::uint64_t balance) {
        selection.expected_balance = balance;
        return selection;
    };
    for (const std::uint32_t number : {10, 11, 12, 13}) hold(number);
    hold(14, CoreBytes::asset().frozen(1, true));
    hold(15, CoreBytes::asset_of(7));
    rpc_.accounts[key(10)].data = {0};
    fakes::HeldCore{.wallet = key(2), .asset = 11}.put(rpc_);
    const auto build = this->build(request({burn_core(10),
                                            burn_core(11),
                                            expecting(burn_core(12), 2),
                                            {ItemType::token, Action::burn, key(13), std::nullopt},
                                            burn_core(14),
                                            burn_core(15),
                                            burn_core(16)}));
    ASSERT_TRUE(build);
    EXPECT_TRUE(build->transactions.empty());
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::not_found, BlockedCode::not_owner, BlockedCode::balance_changed,
                                           BlockedCode::not_found, BlockedCode::plugin_forbids,
                                           BlockedCode::source_unavailable, BlockedCode::not_found));
}

TEST_F(BuildCore, BuildsNothingOnACollectionThatCannotBeRead) {
    hold(10, CoreBytes::asset_of(7));
    int calls = 0;
    rpc_.on_accounts = [&] { return ++calls < 2; };
    const auto build = this->build(request({burn_core(10)}));
    ASSERT_FALSE(build);
    EXPECT_EQ(build.error().code, base::ErrorCode::upstream_unavailable);
}

}  // namespace
}  // namespace burner::transactions
