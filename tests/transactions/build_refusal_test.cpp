// Items that are left out, and requests that build nothing.

#include <fmt/format.h>

#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using testing::ElementsAre;

struct RejectionRow {
    const char* name;
    TokenBytes bytes;
    Selection selection;
    BlockedCode code;
};

TEST_F(BuildTest, RejectsWithTheReasonOfTheChainsState) {
    const auto expecting = [](Selection selection, std::uint64_t balance) {
        selection.expected_balance = balance;
        return selection;
    };
    const RejectionRow rows[] = {
        {"frozen", {.amount = 5, .state = 2}, burn_of(10), BlockedCode::frozen},
        {"foreign close authority", {.close_authority = key(9)}, close_of(10), BlockedCode::close_authority_foreign},
        {"another's", {.owner = key(8)}, close_of(10), BlockedCode::not_owner},
        {"absent", {}, close_of(11), BlockedCode::not_found},
        {"no token account", {}, close_of(600), BlockedCode::not_found},
        {"received tokens", {.amount = 5}, close_of(10), BlockedCode::balance_changed},
        {"was emptied", {}, burn_of(10), BlockedCode::balance_changed},
        {"reviewed another balance", {.amount = 5}, expecting(burn_of(10), 4), BlockedCode::balance_changed},
        {"reviewed a balance that is gone", {}, expecting(close_of(10), 4), BlockedCode::balance_changed},
    };
    for (const RejectionRow& row : rows) {
        SCOPED_TRACE(row.name);
        account(10, row.bytes);
        const auto build = this->build(request({row.selection}));
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->transactions.empty());
        ASSERT_EQ(build->rejected.size(), 1U);
        EXPECT_EQ(build->rejected[0], reject(row.selection, row.code));
    }
}

TEST_F(BuildTest, BuildsTheRestOfWhatItRejects) {
    account(10);
    account(12, {.amount = 5});
    auto reviewed = burn_of(12);
    reviewed.expected_balance = 5;
    const auto build = this->build(request({close_of(10), close_of(11), reviewed}));
    ASSERT_TRUE(build);
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::not_found));
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_THAT(build->transactions[0].includes, ElementsAre(close_of(10), burn_of(12)));
}

TEST_F(BuildTest, MovesItemsThatFailInSimulationToRejected) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 60; ++i) {
        account(1'000 + i);
        items.push_back(close_of(1'000 + i));
    }
    rpc_.poisoned = {key(1'003), key(1'004), key(1'040)};
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    std::vector<solana::Pubkey> rejected;
    for (const Rejection& rejection : build->rejected) {
        EXPECT_EQ(rejection.code, BlockedCode::simulation_failed);
        EXPECT_THAT(rejection.message, testing::HasSubstr("Custom 99"));
        rejected.push_back(rejection.selection.address);
    }
    EXPECT_THAT(rejected, testing::UnorderedElementsAre(key(1'003), key(1'004), key(1'040)));
    EXPECT_EQ(build->totals.items, 57U);
    EXPECT_EQ(build->totals.rebate.gross.value, 57 * old_rent);
}

TEST_F(BuildTest, RejectsOnlyWhatFailsHoweverMuchOfATransactionDoes) {
    std::vector<Selection> items;
    std::vector<Selection> failing;
    for (std::uint32_t i = 0; i < 24; ++i) {
        account(1'000 + i);
        items.push_back(close_of(1'000 + i));
        if (i % 2 == 1) continue;
        rpc_.poisoned.insert(key(1'000 + i));
        failing.push_back(items.back());
    }
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    std::vector<Selection> rejected;
    for (const Rejection& rejection : build->rejected) rejected.push_back(rejection.selection);
    EXPECT_THAT(rejected, testing::UnorderedElementsAreArray(failing));
    EXPECT_EQ(build->totals.items, 12U);
}

/// An account that may not be written in this block fails so: the cluster names no instruction.
TEST_F(BuildTest, FindsWhatFailsWhereTheClusterDoesNotSay) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 20; ++i) {
        account(1'000 + i);
        items.push_back(close_of(1'000 + i));
    }
    rpc_.cursed = {key(1'003), key(1'017)};
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    std::vector<solana::Pubkey> rejected;
    for (const Rejection& rejection : build->rejected) {
        EXPECT_EQ(rejection.code, BlockedCode::simulation_failed);
        EXPECT_THAT(rejection.message, testing::HasSubstr("AccountInUse"));
        rejected.push_back(rejection.selection.address);
    }
    EXPECT_THAT(rejected, testing::UnorderedElementsAre(key(1'003), key(1'017)));
    EXPECT_EQ(build->totals.items, 18U);
    EXPECT_LE(rpc_.calls[FakeRpc::Method::simulate], 2 * 20);
}

/// Each would pass by itself.
TEST_F(BuildTest, RejectsTransactionsThatThoseBeforeLeaveNoFeeFor) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 60; ++i) {
        account(1'000 + i);
        items.push_back(close_of(1'000 + i));
    }
    auto wanted = request(items);
    wanted.donation = *DonationShare::from_number(1);
    const auto rich = this->build(wanted);
    ASSERT_TRUE(rich);
    ASSERT_GE(rich->transactions.size(), 3U);
    const std::uint64_t rent = 128 * rpc_.lamports_per_byte;
    const std::uint64_t two_fees = rich->transactions[0].network_fee.value + rich->transactions[1].network_fee.value;
    rpc_.put(wallet_, solana::ids::system, rent + two_fees, {});
    const auto poor = this->build(wanted);
    ASSERT_TRUE(poor);
    EXPECT_EQ(poor->transactions.size(), 2U);
    EXPECT_EQ(poor->rejected.size() + poor->totals.items, 60U);
    EXPECT_EQ(poor->rejected.at(0).code, BlockedCode::insufficient_funds);
    EXPECT_EQ(poor->needed_lamports, base::Lamports{});
    EXPECT_THAT(poor->rejected.at(0).message, testing::HasSubstr("after the transactions before this one"));
    rpc_.put(wallet_, solana::ids::system, rent + rich->transactions[0].network_fee.value, {});
    EXPECT_EQ(this->build(wanted)->transactions.size(), 1U);
    rpc_.put(wallet_, solana::ids::system, rent + two_fees, {});
    wanted.donation = {};
    EXPECT_EQ(this->build(wanted)->totals.items, 60U);  // what the first gives back pays for the others
}

TEST_F(BuildTest, SaysWhenTheWalletCannotPayTheFee) {
    account(10);
    for (const std::uint64_t lamports : {std::uint64_t{0}, std::uint64_t{4'000}, std::uint64_t{300'000}}) {
        rpc_.put(wallet_, solana::ids::system, lamports, {});
        const auto build = this->build(request({close_of(10)}));
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->transactions.empty());
        EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::insufficient_funds));
        EXPECT_EQ(build->wallet_lamports, base::Lamports{lamports});
        const std::uint64_t needed = build->needed_lamports.value;
        EXPECT_EQ(build->rejected.at(0).message,
                  fmt::format("The wallet holds {} lamports, and needs {} to pay the network fee", lamports, needed));
        EXPECT_EQ(rpc_.calls[FakeRpc::Method::simulate], 0U);
        rpc_.put(wallet_, solana::ids::system, needed - 1, {});
        EXPECT_TRUE(this->build(request({close_of(10)}))->transactions.empty());
        rpc_.put(wallet_, solana::ids::system, needed, {});
        const auto enough = this->build(request({close_of(10)}));
        EXPECT_EQ(enough->transactions.size(), 1U);
        EXPECT_EQ(enough->needed_lamports, base::Lamports{});
        rpc_.calls = {};
    }
}

TEST_F(BuildTest, ReadsAgainWhenTheWalletChangedUnderIt) {
    account(10);
    int simulations = 0;
    rpc_.on_simulated = [&](solana::Simulation& simulation) {
        if (++simulations == 1) simulation.accounts[0]->lamports += base::Lamports{50'000};
    };
    ASSERT_TRUE(this->build(request({close_of(10)})));
    EXPECT_EQ(simulations, 2);
}

TEST_F(BuildTest, PromisesNothingThatTheSimulationDoesNotShow) {
    account(10);
    rpc_.on_simulated = [](solana::Simulation& simulation) { simulation.accounts[0]->lamports.value -= 1'000'000; };
    const auto build = this->build(request({close_of(10)}));
    ASSERT_FALSE(build);
    EXPECT_EQ(build.error().code, base::ErrorCode::upstream_unavailable);
}

TEST(Selections, AreCheckedBeforeAnybodyIsAsked) {
    using base::ErrorCode;
    const std::tuple<std::vector<Selection>, ErrorCode, const char*> rows[] = {
        {{close_of(10), close_of(10)}, ErrorCode::invalid_request, "items must not contain an address twice"},
        {{{ItemType::token, Action::close, key(10), {}}}, ErrorCode::unknown_action, ""},
        {{{ItemType::cnft, Action::close, key(10), {}}}, ErrorCode::unknown_action, ""},
        {{{ItemType::cnft, Action::withdraw_excess, key(10), {}}}, ErrorCode::unknown_action, ""},
        {{{ItemType::zk_compressed_token, Action::withdraw_excess, key(10), {}}}, ErrorCode::unknown_action, ""},
        {{withdrawal_of(10), burn_of(10)}, ErrorCode::invalid_request, "items must not contain an address twice"},
    };
    for (const auto& [items, code, message] : rows) EXPECT_EQ(check(items).error(), (base::Error{code, message}));
    EXPECT_TRUE(check(std::vector{close_of(10), burn_of(11)}));
}

TEST_F(BuildTest, RefusesADonationWalletThatCannotReceive) {
    account(10);
    auto wanted = request({close_of(10)});
    wanted.donation = *DonationShare::from_number(0.05);
    rpc_.accounts.erase(donation_wallet_);
    EXPECT_EQ(this->build(wanted).error().message, "The project's donation wallet does not exist on chain");
    rpc_.put(donation_wallet_, solana::ids::system, 1, {});
    EXPECT_EQ(this->build(wanted).error().message,
              "The project's donation wallet holds too little to receive donations");
}

TEST_F(BuildTest, TakesNoLastValidBlockThatCannotBe) {
    account(10);
    constexpr std::uint64_t half = std::uint64_t{1} << 63;
    for (const std::uint64_t last : {rpc_.height + 1'001, half, UINT64_MAX, UINT64_MAX - 31}) {
        rpc_.latest.last_valid_block_height = last;
        const auto build = this->build(request({close_of(10)}));
        ASSERT_FALSE(build) << last;
        EXPECT_EQ(build.error().code, base::ErrorCode::upstream_unavailable);
    }
    rpc_.latest.last_valid_block_height = rpc_.height + 1'000;
    EXPECT_TRUE(this->build(request({close_of(10)})));
    rpc_.height = 10'000;
    rpc_.latest.last_valid_block_height = 9'000;
    const auto late = this->build(request({close_of(10)}));
    ASSERT_TRUE(late);
    EXPECT_EQ(late->transactions.at(0).expires_at, clock_.now());
    rpc_.latest.last_valid_block_height = 8'999;
    EXPECT_FALSE(this->build(request({close_of(10)})));
}

TEST_F(BuildTest, FailsWhenTheClusterCannotBeRead) {
    account(10, {.amount = 5});
    for (const auto method :
         {FakeRpc::Method::accounts, FakeRpc::Method::simulate, FakeRpc::Method::blockhash, FakeRpc::Method::height}) {
        rpc_.failing = {method};
        const auto build = this->build(request({burn_of(10)}));
        ASSERT_FALSE(build);
        EXPECT_EQ(build.error().code, base::ErrorCode::upstream_unavailable);
    }
}

}  // namespace
}  // namespace burner::transactions
