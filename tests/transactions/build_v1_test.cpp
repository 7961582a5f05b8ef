#include "transactions/build_fixture.hpp"

/// Builds for wallets that sign transactions of version 1.
namespace burner::transactions {
namespace {

using testing::SizeIs;

class BuildVersion1 : public BuildTest {
  protected:
    BuildVersion1() { activate(1); }

    /// Puts the feature's account: with 1 the cluster takes version 1, with 0 it waits for it.
    void activate(std::uint8_t is_active) {
        base::Bytes state(9);
        state[0] = is_active;
        rpc_.put(solana::ids::transaction_v1_feature, solana::ids::feature, 1, state);
    }
    std::vector<Selection> closes(std::uint32_t count) {
        std::vector<Selection> items;
        for (std::uint32_t i = 0; i < count; ++i) {
            account(1'000 + i);
            items.push_back(close_of(1'000 + i));
        }
        return items;
    }
    BuildRequest request_for(std::uint32_t closes_count, Versions versions = {true, true}) {
        auto wanted = request(closes(closes_count));
        wanted.versions = versions;
        return wanted;
    }
    std::vector<std::uint64_t> versions_of(const Build& build) {
        std::vector<std::uint64_t> found;
        for (const auto& built : build.transactions) found.push_back(built.version);
        return found;
    }
    void expect_version(const base::Result<Build>& build, std::uint64_t version, std::size_t transactions) {
        ASSERT_TRUE(build);
        EXPECT_TRUE(build->rejected.empty());
        EXPECT_THAT(versions_of(*build), testing::AllOf(SizeIs(transactions), testing::Each(version)));
        for (const auto& built : build->transactions) {
            const auto expected = version == 1 ? solana::MessageVersion::v1 : solana::MessageVersion::v0;
            EXPECT_EQ(message_of(built).version, expected);
        }
    }
};

TEST_F(BuildVersion1, NeedsFewerTransactions) {
    expect_version(build(request_for(58, {true, false})), 0, 3);
    expect_version(build(request_for(58)), 1, 1);
}

TEST_F(BuildVersion1, IsNotBuiltWhereItNeedsAsMany) {
    expect_version(build(request_for(5)), 0, 1);
    expect_version(build(request_for(24)), 1, 1);
}

TEST_F(BuildVersion1, IsNotBuiltBeforeTheClusterTakesIt) {
    activate(0);
    expect_version(build(request_for(58)), 0, 3);
    rpc_.put(solana::ids::transaction_v1_feature, solana::ids::system, 1, {});
    expect_version(build(request_for(58)), 0, 3);
}

TEST_F(BuildVersion1, IsBuiltForWalletsThatSignNothingElse) {
    expect_version(build(request_for(2, {false, true})), 1, 1);
    activate(0);
    const auto refused = build(request_for(2, {false, true}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::invalid_request);
    EXPECT_TRUE(refused.error().message.starts_with("transactionVersions must contain 0"));
}

TEST_F(BuildVersion1, SaysItsBudgetInTheHeaderAlone) {
    rpc_.fees = {{1, 40'000}};
    const auto build = this->build(request_for(58));
    ASSERT_TRUE(build);
    const BuiltTransaction& built = build->transactions.at(0);
    const auto message = message_of(built);
    const std::uint64_t priority = built.network_fee.value - 5'000;
    EXPECT_EQ(message.config, (solana::MessageConfig{priority, built.compute_units_needed, 64 << 20, std::nullopt}));
    EXPECT_GT(priority, 0U);
    EXPECT_LE(priority, 50'000U);
    for (const auto& instruction : solana::decompile(message))
        EXPECT_NE(instruction.program, solana::ids::compute_budget);
}

TEST_F(BuildVersion1, SetsNoFeeForNone) {
    auto wanted = request_for(58);
    wanted.priority = PriorityLevel::none;
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    EXPECT_EQ(message_of(build->transactions.at(0)).config.priority_fee, std::nullopt);
    EXPECT_EQ(build->transactions[0].network_fee.value, 5'000U);
}

TEST_F(BuildVersion1, LeavesRoomForGuards) {
    auto wanted = request_for(130);
    wanted.donation = *DonationShare::from_number(0.05);
    const auto build = this->build(wanted);
    expect_version(build, 1, 3);
    std::size_t most_keys = 0;
    for (const auto& built : build->transactions) {
        EXPECT_LE(built.transaction.size(), 4'096U - wanted.reserve_bytes);
        most_keys = std::max(most_keys, message_of(built).keys.size());
    }
    EXPECT_EQ(most_keys, 62U);
}

TEST_F(BuildVersion1, KeepsTheOperatorsNumberOfAddresses) {
    Builder builder(sources(), tickets_, clock_, pace_, {.max_addresses = 40});
    const auto build = fakes::run_task(builder.build(request_for(70)));
    expect_version(build, 1, 2);
    for (const auto& built : build->transactions) EXPECT_LE(message_of(built).keys.size(), 40U);
}

TEST_F(BuildVersion1, RejectsTheItemThatTheClusterBlames) {
    auto wanted = request_for(58);
    rpc_.poisoned = {key(1'007)};
    const auto build = this->build(wanted);
    ASSERT_TRUE(build);
    ASSERT_THAT(build->rejected, SizeIs(1));
    EXPECT_EQ(build->rejected[0].selection.address, key(1'007));
    EXPECT_THAT(versions_of(*build), testing::ElementsAre(1));
}

/// Whoever comes when the units run out is not to blame.
TEST_F(BuildVersion1, DividesWhatTakesTooManyUnits) {
    std::uint64_t of_all = 0;
    rpc_.on_simulated = [&](solana::Simulation& simulation) {
        of_all = std::max(of_all, simulation.units_consumed);
        if (simulation.units_consumed == of_all)
            simulation.error = solana::TransactionError{"InstructionError", 40, {}, "ComputationalBudgetExceeded"};
    };
    const auto build = this->build(request_for(58));
    expect_version(build, 1, 2);
}

}  // namespace
}  // namespace burner::transactions
