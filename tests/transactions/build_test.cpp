#include <random>

#include "transactions/build/describe.hpp"
#include "transactions/build_fixture.hpp"

namespace burner::transactions {
namespace {

using solana::Instruction;
using testing::ElementsAre;

TEST_F(BuildTest, ClosesOneEmptyAccount) {
    account(10);
    const auto build = this->build(request({close_of(10)}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    const BuiltTransaction& built = build->transactions[0];
    EXPECT_EQ(built.rebate, (Rebate{{old_rent}, {0}, {old_rent}}));
    EXPECT_THAT(built.includes, ElementsAre(close_of(10)));
    EXPECT_EQ(built.last_valid_block_height, 1'050U);
    EXPECT_EQ(built.expires_at, clock_.now() + std::chrono::milliseconds(150 * 200));
    EXPECT_TRUE(built.submission_ticket.starts_with("ticket_"));
    EXPECT_EQ(built.network_fee, network_fee(1, 1'000, built.compute_units_needed));
    EXPECT_TRUE(same_bytes(body(built), {solana::token::close_account(solana::ids::token, key(10), wallet_, wallet_)}));
    const auto transaction = solana::parse_transaction(built.transaction).value();
    EXPECT_EQ(transaction.signatures, std::vector{solana::Signature{}});
    EXPECT_EQ(transaction.message.blockhash, rpc_.latest.blockhash);
    EXPECT_TRUE(build->rejected.empty());
    EXPECT_EQ(build->totals, (BuildTotals{1, 1, {{old_rent}, {0}, {old_rent}}, built.network_fee}));
}

TEST_F(BuildTest, BurnsExactlyTheBalanceThenHarvestsThenCloses) {
    TokenBytes bytes{.amount = 77, .delegate = wallet_, .delegated_amount = 5};
    bytes.extensions = {fakes::withheld_fee(3)};
    account(10, bytes, solana::ids::token_2022, 601);
    const auto build = this->build(request({burn_of(10)}));
    ASSERT_TRUE(build);
    ASSERT_EQ(build->transactions.size(), 1U);
    const auto program = solana::ids::token_2022;
    const solana::Pubkey account_address = key(10);
    EXPECT_TRUE(same_bytes(body(build->transactions[0]),
                           {solana::token::revoke(program, key(10), wallet_),
                            solana::token::burn_checked(program, key(10), key(601), wallet_, 77, 6),
                            solana::token::harvest_withheld_to_mint(key(601), {&account_address, 1}),
                            solana::token::close_account(program, key(10), wallet_, wallet_)}));
}

TEST_F(BuildTest, PutsTheDonationLastAndRoundsItDown) {
    account(10);
    auto wanted = request({close_of(10)});
    wanted.donation = *DonationShare::from_number(0.05);
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    const BuiltTransaction& built = build->transactions.at(0);
    EXPECT_EQ(built.rebate.donation.value, 101'964U);
    EXPECT_EQ(built.rebate.net().value, 1'937'316U);
    EXPECT_TRUE(
        same_bytes({instructions(built).back()}, {solana::system::transfer(wallet_, donation_wallet_, {101'964})}));
}

TEST_F(BuildTest, LeavesOutADonationBelowOneLamport) {
    account(10);
    auto wanted = request({close_of(10)});
    wanted.donation = *DonationShare::from_text("0.0000001");
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    EXPECT_EQ(build->transactions.at(0).rebate.donation.value, 0U);
    EXPECT_EQ(instructions(build->transactions[0]).back().program, solana::ids::token);
}

TEST_F(BuildTest, ReturnsAllTheLamportsOfWrappedSol) {
    account(10, {.amount = 7'000'000, .native_reserve = old_rent}, solana::ids::token, 600, old_rent + 7'000'000);
    const auto build = this->build(request({close_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_EQ(build->transactions.at(0).rebate.gross.value, old_rent + 7'000'000);
}

TEST_F(BuildTest, SetsNoPriceForNone) {
    account(10);
    rpc_.fees = {{1, 50'000}};
    auto wanted = request({close_of(10)});
    wanted.priority = PriorityLevel::none;
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    EXPECT_EQ(build->transactions.at(0).network_fee.value, 5'000U);
    EXPECT_EQ(instructions(build->transactions[0]).size(), 2U);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::fees], 0);
}

TEST_F(BuildTest, PaysTheFloorWhenFeesCannotBeRead) {
    account(10);
    rpc_.failing = {FakeRpc::Method::fees};
    const auto build = this->build(request({close_of(10)}));
    ASSERT_TRUE(build);
    EXPECT_EQ(solana::compute_budget::unit_price(instructions(build->transactions.at(0))[1]), 1'000U);
}

/// However high the market and the settings: whoever checks before signing takes no more.
TEST_F(BuildTest, PaysForPriorityWithinTheBoundsOfTheLevel) {
    account(10);
    rpc_.fees = {{1, UINT64_MAX}};
    const struct {
        PriorityLevel level;
        std::uint64_t max_fee;
    } rows[] = {{PriorityLevel::low, 25'000}, {PriorityLevel::medium, 50'000}, {PriorityLevel::high, 100'000}};
    for (const std::uint64_t units : {1'000U, 100'000U, 1'390'000U}) {
        rpc_.on_simulated = [&](solana::Simulation& simulation) { simulation.units_consumed = units; };
        for (const auto& row : rows) {
            auto wanted = request({close_of(10)});
            wanted.priority = row.level;
            Builder builder(sources(), tickets_, clock_, pace_, {{1'000, UINT64_MAX}});
            const auto build = fakes::run_task(builder.build(wanted));
            ASSERT_TRUE(build);
            const auto& built = build->transactions.at(0);
            EXPECT_LE(built.network_fee.value, 5'000 + row.max_fee);
            EXPECT_GE(built.network_fee.value, 5'000 + row.max_fee - 2);  // a price is a whole number
            const auto price = solana::compute_budget::unit_price(instructions(built)[1]).value();
            EXPECT_EQ(built.network_fee, network_fee(1, price, built.compute_units_needed));
        }
    }
}

TEST_F(BuildTest, PaysLittleForPriorityWhereLittleComesBack) {
    account(10, {}, solana::ids::token, 600, 300'000);
    rpc_.fees = {{1, UINT64_MAX}};
    auto wanted = request({close_of(10)});
    Builder builder(sources(), tickets_, clock_, pace_, {{1'000, UINT64_MAX}});
    const auto build = fakes::run_task(builder.build(wanted));
    ASSERT_TRUE(build);
    EXPECT_LE(build->transactions.at(0).network_fee.value, 5'000U + 30'000);
    EXPECT_GE(build->transactions.at(0).network_fee.value, 5'000U + 29'998);
}

TEST_F(BuildTest, SetsALimitThatCoversTheSimulationAndOlderPrograms) {
    account(10);
    const auto build = this->build(request({close_of(10)}));
    ASSERT_TRUE(build);
    const BuiltTransaction& small = build->transactions.at(0);
    EXPECT_EQ(small.compute_units_needed, 3'450U);
    EXPECT_EQ(solana::compute_budget::unit_limit(instructions(small)[0]), small.compute_units_needed);
    rpc_.on_simulated = [](solana::Simulation& simulation) { simulation.units_consumed = 100'000; };
    EXPECT_EQ(this->build(request({close_of(10)}))->transactions.at(0).compute_units_needed, 110'000U);
    rpc_.on_simulated = [](solana::Simulation& simulation) { simulation.units_consumed = 1'399'999; };
    EXPECT_EQ(this->build(request({close_of(10)}))->transactions.at(0).compute_units_needed, 1'400'000U);
}

TEST_F(BuildTest, KeepsTheReserveFree) {
    std::vector<Selection> items;
    for (std::uint32_t i = 0; i < 100; ++i) {
        account(1'000 + i);
        items.push_back(close_of(1'000 + i));
    }
    for (const std::size_t reserve : {0, 100, 400}) {
        auto wanted = request(items);
        wanted.reserve_bytes = reserve;
        const auto build = this->build(wanted);
        ASSERT_TRUE(build);
        for (const auto& built : build->transactions) EXPECT_LE(built.transaction.size(), 1'232 - reserve);
        EXPECT_EQ(build->totals.items, 100U);
    }
}

/// What the answer says is what the bytes do, item for item and lamport for lamport.
void expect_true(const BuiltTransaction& built, const FakeRpc& rpc, const solana::Pubkey& wallet) {
    std::vector<Selection> done;
    std::uint64_t gross = 0;
    std::uint64_t donated = 0;
    std::size_t described = 0;
    bool burns = false;
    const auto transaction = solana::parse_transaction(built.transaction);
    ASSERT_TRUE(transaction);
    for (const Instruction& each : decompile(transaction->message)) {
        ASSERT_LT(described, built.instructions.size());
        EXPECT_EQ(built.instructions[described++], describe(each));
        if (each.program == solana::ids::compute_budget) {
            if (const auto limit = solana::compute_budget::unit_limit(each))
                EXPECT_EQ(*limit, built.compute_units_needed);
        } else if (each.program == solana::ids::system) {
            donated += base::read_le<std::uint64_t>(each.data, 4);
        } else if (each.data[0] == 0x0f) {
            burns = true;
        } else if (each.data[0] == 0x09) {
            const auto address = each.accounts[0].key;
            EXPECT_EQ(each.accounts[1].key, wallet);
            gross += rpc.accounts.at(address).lamports.value;
            done.push_back({burns ? ItemType::token : ItemType::empty_account, burns ? Action::burn : Action::close,
                            address, std::nullopt});
            burns = false;
        } else if (each.data[0] == 0x26) {
            const auto& account = rpc.accounts.at(each.accounts[0].key);
            EXPECT_EQ(each.accounts[1].key, wallet);
            gross += account.lamports.value - (128 + account.data.size()) * rpc.lamports_per_byte;
            done.push_back({ItemType::token, Action::withdraw_excess, each.accounts[0].key, std::nullopt});
        }
    }
    EXPECT_EQ(described, built.instructions.size());
    EXPECT_EQ(done, built.includes);
    EXPECT_EQ(gross, built.rebate.gross.value);
    EXPECT_EQ(donated, built.rebate.donation.value);
}

TEST_F(BuildTest, CannotLieInWhatItIncludes) {
    std::mt19937 random(20'260'409);
    for (int round = 0; round < 60; ++round) {
        SCOPED_TRACE(testing::Message() << "seed 20260409, round " << round);
        std::vector<Selection> items;
        const std::uint32_t count = 1 + static_cast<std::uint32_t>(random()) % 60;
        for (std::uint32_t i = 0; i < count; ++i) {
            const bool is_2022 = random() % 2 == 0;
            const bool burns = random() % 2 == 0;
            TokenBytes bytes{.amount = burns ? 1 + random() % 1'000 : 0};
            if (random() % 4 == 0) bytes.delegate = wallet_;
            if (is_2022 && random() % 3 == 0) bytes.extensions = {fakes::withheld_fee(random() % 2)};
            account(2'000 + i, bytes, is_2022 ? solana::ids::token_2022 : solana::ids::token, is_2022 ? 601 : 600,
                    1'000'000 + random() % 2'000'000);
            const bool stays = random() % 4 == 0;
            items.push_back(stays ? withdrawal_of(2'000 + i) : burns ? burn_of(2'000 + i) : close_of(2'000 + i));
            if (random() % 20 == 0) rpc_.poisoned.insert(key(2'000 + i));
        }
        auto wanted = request(items);
        wanted.donation = *DonationShare::from_number(static_cast<double>(random() % 101) / 100);
        wanted.priority = static_cast<PriorityLevel>(random() % 4);
        wanted.reserve_bytes = random() % 401;
        const auto build = this->build(wanted);
        ASSERT_TRUE(build);
        for (const auto& built : build->transactions) {
            expect_true(built, rpc_, wallet_);
            const auto ticket = tickets_.open(built.submission_ticket);
            ASSERT_TRUE(ticket);
            EXPECT_EQ(ticket->includes, built.includes);
            EXPECT_EQ(ticket->rebate, built.rebate);
        }
        EXPECT_EQ(build->totals.items + build->rejected.size(), items.size());
        rpc_.poisoned.clear();
    }
}

}  // namespace
}  // namespace burner::transactions
