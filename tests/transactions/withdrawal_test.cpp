#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using solana::token::withdraw_excess_lamports;
using testing::ElementsAre;

constexpr std::uint64_t excess = 550'840;  // of an account of 165 bytes

TEST_F(BuildTest, WithdrawsExactlyTheExcess) {
    account(10, {.amount = 5});
    const auto build = this->build(request({withdrawal_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_TRUE(build->rejected.empty());
    ASSERT_EQ(build->transactions.size(), 1U);
    const BuiltTransaction& built = build->transactions[0];
    EXPECT_TRUE(same_bytes(body(built), {withdraw_excess_lamports(solana::ids::token, key(10), wallet_, wallet_)}));
    EXPECT_EQ(built.rebate, (Rebate{{excess}, {0}, {excess}}));
    EXPECT_THAT(built.includes, ElementsAre(withdrawal_of(10)));
    EXPECT_EQ(tickets_.open(built.submission_ticket)->includes, built.includes);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::accounts], 1);  // what it holds does not matter
}

TEST_F(BuildTest, WithdrawsFromWhatCannotBeBurnedOrClosed) {
    mint(602, solana::ids::token_2022, {.extensions = {fakes::pausable(true)}});
    account(10, {.amount = 5, .state = 2});
    account(11, {.close_authority = key(9)});
    account(12, {.amount = 5}, solana::ids::token_2022, 602);
    account(13, {.extensions = {fakes::confidential_account(true)}}, solana::ids::token_2022, 601, 9'000'000);
    account(14, {.amount = 1, .state = 2}, solana::ids::token, 699);  // no such mint
    const std::vector<Selection> items = {withdrawal_of(10), withdrawal_of(11, ItemType::empty_account),
                                          withdrawal_of(12), withdrawal_of(13, ItemType::empty_account),
                                          withdrawal_of(14, ItemType::nft)};
    const auto build = this->build(request(items));
    ASSERT_TRUE(build);
    EXPECT_TRUE(build->rejected.empty());
    ASSERT_EQ(build->transactions.size(), 1U);
    EXPECT_EQ(build->transactions[0].includes, items);
    const std::uint64_t confidential = 9'000'000 - (128 + 165 + 1 + 4 + 295) * rpc_.lamports_per_byte;
    EXPECT_EQ(build->totals.rebate.gross.value, 4 * excess + confidential);
}

TEST_F(BuildTest, MixesWithdrawalsWithBurnsAndCloses) {
    account(10);
    account(11, {.amount = 5, .state = 2});
    account(12, {.amount = 5});
    auto wanted = request({close_of(10), withdrawal_of(11), burn_of(12)});
    wanted.donation = *DonationShare::from_number(0.5);
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    const std::uint64_t gross = 2 * old_rent + excess;
    EXPECT_EQ(build->transactions[0].rebate, (Rebate{{gross}, {gross / 2}, {gross}}));
    EXPECT_EQ(build->transactions[0].includes, wanted.items);
}

TEST_F(BuildTest, DoesNotMindWhatAWithdrawalsAccountHolds) {
    account(10, {.amount = 5});
    auto reviewed = withdrawal_of(10, ItemType::empty_account);
    reviewed.expected_balance = 77;
    const auto build = this->build(request({reviewed}));
    ASSERT_TRUE(build);
    EXPECT_EQ(build->totals.rebate.gross.value, excess);
}

TEST_F(BuildTest, RejectsWithdrawalsOfNothing) {
    struct Row {
        const char* name;
        TokenBytes bytes;
        std::uint64_t lamports;
        std::uint32_t number;
        BlockedCode code;
    };
    const Row rows[] = {
        {"withdrawn before", {.amount = 5}, old_rent - excess, 10, BlockedCode::balance_changed},
        {"below today's rent", {}, 1'000'000, 10, BlockedCode::balance_changed},
        {"wrapped SOL", {.amount = 9, .native_reserve = old_rent}, old_rent + 9, 10, BlockedCode::balance_changed},
        {"another's", {.owner = key(8)}, old_rent, 10, BlockedCode::not_owner},
        {"absent", {}, old_rent, 11, BlockedCode::not_found},
        {"a mint", {}, old_rent, 600, BlockedCode::not_found},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.name);
        account(10, row.bytes, solana::ids::token, 600, row.lamports);
        const auto build = this->build(request({withdrawal_of(row.number)}));
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->transactions.empty());
        EXPECT_THAT(codes(*build), ElementsAre(row.code));
    }
}

TEST_F(BuildTest, WithdrawsNothingForATokenMultisig) {
    rpc_.put(wallet_, solana::ids::token, 1'000'000, base::Bytes(355, 1));
    account(10);
    const auto build = this->build(request({withdrawal_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_THAT(codes(*build), ElementsAre(BlockedCode::multisig_owner));
}

TEST_F(BuildTest, ReadsAgainWhenTheExcessChangedUnderIt) {
    account(10);
    int simulations = 0;
    rpc_.on_simulated = [&](solana::Simulation& simulation) {
        if (++simulations > 1) return;
        simulation.accounts[0]->lamports += base::Lamports{50'000};  // somebody sent them to the account
        rpc_.accounts[key(10)].lamports += base::Lamports{50'000};
    };
    const auto build = this->build(request({withdrawal_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_EQ(simulations, 2);
    EXPECT_EQ(build->totals.rebate.gross.value, excess + 50'000);
}

}  // namespace
}  // namespace burner::transactions
