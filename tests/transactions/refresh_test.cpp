#include "transactions/refresh/refresh.hpp"

#include "fakes/change_submission.hpp"
#include "solana/programs/compute_budget.hpp"
#include "transactions/submit_fixture.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {
namespace {

using assets::BlockedCode;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::chrono::minutes a_minute{1};

class RefreshTest : public SubmitTest {
  protected:
    RefreshTest() { move_on(); }
    /// A new blockhash, a minute later.
    void move_on() {
        clock_.advance(a_minute);
        ++rpc_.latest.blockhash.bytes[0];
        rpc_.slot += 300;
        rpc_.height += 300;
        rpc_.latest.last_valid_block_height = rpc_.height + 150;
    }
    static RefreshEntry entry_of(const BuiltTransaction& built) {
        return {base::to_base64(built.transaction), built.submission_ticket};
    }
    RefreshRequest refreshing(std::vector<RefreshEntry> entries) const {
        return {{wallet_, "prj_1", "cluster", false}, std::move(entries), {}};
    }
    base::Result<Build> refresh(RefreshRequest request) {
        Refresher refresher(sources(), log_, runner_, tickets_, pauses_, clock_, pace_, max_priority_fee_);
        return fakes::run_task(refresher.refresh(std::move(request)));
    }
    base::Result<Build> refresh(const BuiltTransaction& built) { return refresh(refreshing({entry_of(built)})); }
    std::string refusal(RefreshRequest request) { return refresh(std::move(request)).error().message; }
    static std::vector<BlockedCode> codes_of(const Build& build) {
        std::vector<BlockedCode> codes;
        for (const Rejection& rejection : build.rejected) codes.push_back(rejection.code);
        return codes;
    }
};

TEST_F(RefreshTest, GivesTheSameInstructionsAnotherBlockhashAndTicket) {
    const Build build = refresh(built_).value();
    ASSERT_THAT(build.transactions, SizeIs(1));
    EXPECT_THAT(build.rejected, IsEmpty());
    const BuiltTransaction& made = build.transactions.front();
    auto expected = message_of(built_);
    EXPECT_NE(expected.blockhash, rpc_.latest.blockhash);
    expected.blockhash = rpc_.latest.blockhash;
    EXPECT_EQ(message_of(made), expected);
    EXPECT_EQ(made.includes, built_.includes);
    EXPECT_EQ(made.rebate, built_.rebate);
    EXPECT_EQ(made.network_fee, built_.network_fee);
    EXPECT_EQ(made.compute_units_needed, built_.compute_units_needed);
    EXPECT_EQ(made.instructions, built_.instructions);
    EXPECT_EQ(made.last_valid_block_height, rpc_.latest.last_valid_block_height);
    EXPECT_EQ(build.totals.transactions, 1U);
    EXPECT_EQ(build.wallet_lamports, base::Lamports{1'000'000'000});
    EXPECT_EQ(build.needed_lamports, base::Lamports{});
    EXPECT_EQ(build.totals.rebate, built_.rebate);

    const Ticket before = tickets_.open(built_.submission_ticket).value();
    Ticket after = tickets_.open(made.submission_ticket).value();
    EXPECT_NE(after.digest, before.digest);
    EXPECT_EQ(after.slot, before.slot + 300);
    EXPECT_EQ(after.expires_at, before.expires_at + a_minute);
    after.digest = before.digest;
    after.slot = before.slot;
    after.expires_at = before.expires_at;
    after.last_valid_block_height = before.last_valid_block_height;
    EXPECT_EQ(after, before);

    EXPECT_EQ(submit_one({sign(message_of(made)), made.submission_ticket}).status, SubmitStatus::submitted);
}

TEST_F(RefreshTest, TakesWhatAWalletHasSigned) {
    const auto build = refresh(refreshing({{sign(message_of(built_)), built_.submission_ticket}})).value();
    ASSERT_THAT(build.transactions, SizeIs(1));
    const auto made = solana::parse_transaction(build.transactions.front().transaction).value();
    EXPECT_EQ(made.signatures, std::vector{solana::Signature{}});
}

TEST_F(RefreshTest, IsPossibleUntilTenMinutesAfterTheFirstBuild) {
    BuiltTransaction built = built_;
    for (int minute = 1; minute < 10; ++minute) {
        const auto build = refresh(built);
        ASSERT_TRUE(build && build->transactions.size() == 1) << minute;
        built = build->transactions.front();
        move_on();
    }
    EXPECT_EQ(refusal(refreshing({entry_of(built)})),
              "transactions[0].submissionTicket is of a build more than 10 minutes ago: build its items again");
}

TEST_F(RefreshTest, RefusesWhatIsNotTheTickets) {
    const auto good = entry_of(built_);
    account(12);
    const auto other = entry_of(built(request({close_of(12)})));
    auto dearer = decompile(message_of(built_));
    dearer.at(1) = solana::compute_budget::set_unit_price(1'000'000'000);
    const auto message = solana::compile(wallet_, dearer, message_of(built_).blockhash);
    const auto with_fee = base::to_base64(serialize(solana::unsigned_transaction(message)));
    auto foreign = refreshing({good});
    foreign.bearer.project = "prj_2";
    auto elsewhere = refreshing({good});
    elsewhere.bearer.cluster = "another";
    auto of_other = refreshing({good});
    of_other.bearer.wallet = key(9);
    auto live = refreshing({good});
    live.bearer.test_mode = true;
    const std::string not_issued = "transactions[0].submissionTicket was issued for another wallet, project or cluster";
    const std::pair<RefreshRequest, std::string> rows[] = {
        {refreshing({good, {good.transaction_base64, "ticket_x"}}),
         "transactions[1].submissionTicket is not a ticket of this server"},
        {foreign, not_issued},
        {elsewhere, not_issued},
        {of_other, not_issued},
        {live, not_issued},
        {refreshing({{"!", good.submission_ticket}}),
         "transactions[0].transactionBase64 is not a transaction in base64"},
        {refreshing({{"AA==", good.submission_ticket}}),
         "transactions[0].transactionBase64 is not a transaction in base64"},
        {refreshing({{other.transaction_base64, good.submission_ticket}}),
         "transactions[0].transactionBase64 is not the transaction that its ticket was issued for"},
        {refreshing({{with_fee, good.submission_ticket}}),
         "transactions[0].transactionBase64 pays more for priority than this server allows"},
    };
    rpc_.calls.clear();
    for (const auto& [wanted, message_of_row] : rows) EXPECT_EQ(refusal(wanted), message_of_row);
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(RefreshTest, RejectsWhatTheChainNoLongerAllows) {
    account(12);
    const auto healthy = built(request({close_of(12)}));
    rpc_.accounts.erase(key(10));
    const Build build = refresh(refreshing({entry_of(built_), entry_of(healthy)})).value();
    EXPECT_THAT(build.transactions, SizeIs(1));
    EXPECT_EQ(build.transactions.front().includes, healthy.includes);
    EXPECT_THAT(codes_of(build), ElementsAre(BlockedCode::simulation_failed, BlockedCode::simulation_failed));
    EXPECT_THAT(build.rejected.front().message, HasSubstr("The network would reject this transaction"));
}

TEST_F(RefreshTest, RejectsWhatGivesBackSomethingElse) {
    account(10, {}, solana::ids::token, 600, old_rent + 1);
    const Build build = refresh(built_).value();
    EXPECT_THAT(build.transactions, IsEmpty());
    EXPECT_THAT(codes_of(build), ElementsAre(BlockedCode::balance_changed, BlockedCode::balance_changed));
}

TEST_F(RefreshTest, ReadsTheWalletAgainWhereItChangesUnderIt) {
    int readings = 0;
    rpc_.on_accounts = [&] {
        if (++readings == 2) rpc_.on_simulated = {};
        return true;
    };
    rpc_.on_simulated = [](solana::Simulation& simulation) { simulation.accounts.front()->lamports += {7}; };
    EXPECT_THAT(refresh(built_).value().transactions, SizeIs(1));
    EXPECT_EQ(readings, 2);
}

TEST_F(RefreshTest, RejectsWhatTheWalletCannotPay) {
    rpc_.accounts.erase(wallet_);
    const Build build = refresh(built_).value();
    EXPECT_THAT(build.rejected.front().message, HasSubstr("holds too few lamports: AccountNotFound"));
    EXPECT_THAT(codes_of(build), ElementsAre(BlockedCode::insufficient_funds, BlockedCode::insufficient_funds));
    EXPECT_EQ(build.wallet_lamports, base::Lamports{});
    EXPECT_GT(build.needed_lamports, built_.network_fee);
}

TEST_F(RefreshTest, RejectsWhatMayStillLandUntilItCannot) {
    const auto again = refresh(built_).value().transactions.front();
    ASSERT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
    for (const BuiltTransaction& each : {built_, again}) {  // the second has another blockhash, and does the same
        const Build build = refresh(each).value();
        EXPECT_THAT(build.transactions, IsEmpty());
        EXPECT_THAT(codes_of(build), ElementsAre(BlockedCode::still_valid, BlockedCode::still_valid));
    }
    ASSERT_TRUE(fakes::change(log_, logged().digest, {SubmissionStatus::expired, std::nullopt, ""}));
    EXPECT_THAT(refresh(built_).value().transactions, SizeIs(1));
}

TEST_F(RefreshTest, AsksTheProjectsProtectionAgain) {
    account(12);
    const auto closes = built(request({close_of(12)}));
    auto wanted = refreshing({entry_of(built_), entry_of(closes)});
    wanted.protection.mints = {key(600)};
    const Build build = refresh(std::move(wanted)).value();
    ASSERT_THAT(build.transactions, SizeIs(1));
    EXPECT_EQ(build.transactions.front().includes, closes.includes);
    EXPECT_THAT(codes_of(build), ElementsAre(BlockedCode::simulation_failed, BlockedCode::protected_));
    EXPECT_EQ(build.rejected.front().message, "Another item of its transaction was refused: build this one again");
}

TEST_F(RefreshTest, StopsWherePaused) {
    Pause pause;
    pause.burns_only = true;
    pauses_.replace({pause});
    const auto refused = refresh(built_);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, base::ErrorCode::overloaded);
}

TEST_F(RefreshTest, FailsWhereTheClusterCannotBeAsked) {
    for (const auto method : {FakeRpc::Method::accounts, FakeRpc::Method::simulate, FakeRpc::Method::blockhash}) {
        rpc_.failing = {method};
        const auto refused = refresh(built_);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, base::ErrorCode::upstream_unavailable);
    }
}

}  // namespace
}  // namespace burner::transactions
