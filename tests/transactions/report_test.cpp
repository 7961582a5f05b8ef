#include "transactions/report/report.hpp"

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"
#include "transactions/submit_fixture.hpp"

namespace burner::transactions {
namespace {

using Commitment = solana::SignatureStatus::Commitment;

class ReportTest : public SubmitTest {
  protected:
    /// What a wallet does that sends by itself: it takes a newer blockhash, and may add and change instructions.
    solana::Signature send(const std::function<void(std::vector<Instruction>&)>& change = {}) {
        auto instructions = decompile(message_of(built_));
        if (change) change(instructions);
        solana::Blockhash newer{{9}};
        return land(solana::compile(wallet_, instructions, newer));
    }
    solana::Signature land(const solana::Message& message) {
        const auto signature = keypair_.sign(serialize(message));
        solana::LandedTransaction landed;
        landed.slot = rpc_.slot + 1;
        landed.transaction = serialize(solana::Transaction{{signature}, message});
        landed.fee = base::Lamports{5'000};
        rpc_.landed[signature] = std::move(landed);
        rpc_.statuses[signature] = {rpc_.slot + 1, Commitment::confirmed, std::nullopt};
        return signature;
    }
    ReportRequest reporting(solana::Signature signature) const {
        return {{wallet_, "prj_1", "cluster", false}, {{signature, built_.submission_ticket}}, {}, [] { return true; }};
    }
    base::Result<std::vector<ReportResult>> report(ReportRequest request) {
        Reporter reporter(rpc_, log_, changes_, runner_, tickets_, clock_);
        return fakes::run_task(reporter.report(std::move(request)));
    }
    ReportResult report_one(solana::Signature signature) { return report(reporting(signature)).value().at(0); }
    std::string refusal(ReportRequest request) {
        const auto result = report(std::move(request)).value().at(0);
        EXPECT_EQ(result.status, ReportStatus::refused);
        EXPECT_EQ(open_count(), 0U);
        return result.failure ? std::string(to_text(result.failure->code)) : "none";
    }
};

TEST_F(ReportTest, RecordsWhatTheChainShows) {
    const auto signature = send();
    const auto result = report_one(signature);
    EXPECT_EQ(result.status, ReportStatus::recorded);
    EXPECT_EQ(result.signature, signature);
    EXPECT_EQ(result.includes, built_.includes);
    EXPECT_EQ(result.progress, (Progress{SubmissionStatus::confirmed, rpc_.slot + 1, {}}));
    EXPECT_FALSE(result.is_duplicate);

    const auto found = log_.find_by_signature(signature).value().value();
    EXPECT_EQ(found.project, "prj_1");
    EXPECT_EQ(found.wallet, wallet_);
    EXPECT_EQ(found.rebate, built_.rebate);
    EXPECT_EQ(found.includes, built_.includes);
    EXPECT_EQ(found.transaction, rpc_.landed[signature].transaction);
    EXPECT_EQ(found.progress, *result.progress);
    EXPECT_EQ(log_.totals("prj_1").value().transactions, 1U);
    EXPECT_EQ(open_count(), 1U);  // followed until it is final
}

TEST_F(ReportTest, RecordsASignatureOnce) {
    const auto signature = send();
    ASSERT_EQ(report_one(signature).status, ReportStatus::recorded);
    const auto again = report_one(signature);
    EXPECT_EQ(again.status, ReportStatus::recorded);
    EXPECT_TRUE(again.is_duplicate);
    EXPECT_EQ(again.progress->status, SubmissionStatus::confirmed);
    EXPECT_EQ(log_.totals("prj_1").value().transactions, 1U);
}

TEST_F(ReportTest, KnowsWhatWasSubmitted) {
    ASSERT_EQ(submit_one(signed_entry()).status, SubmitStatus::submitted);
    const auto signature = land(message_of(built_));
    const auto result = report_one(signature);
    EXPECT_TRUE(result.is_duplicate);
    EXPECT_EQ(result.progress->status, SubmissionStatus::confirmed);
    EXPECT_EQ(open_count(), 1U);
}

TEST_F(ReportTest, TakesASignatureForOneProjectOnly) {
    const auto signature = send();
    ASSERT_EQ(report_one(signature).status, ReportStatus::recorded);
    auto ticket = tickets_.open(built_.submission_ticket).value();
    ticket.project = "prj_2";
    auto theirs = reporting(signature);
    theirs.bearer.project = "prj_2";
    theirs.entries.front().submission_ticket = tickets_.issue(ticket);
    const auto result = report(std::move(theirs)).value().at(0);
    EXPECT_EQ(result.status, ReportStatus::refused);
    EXPECT_EQ(to_text(result.failure->code), "signature_invalid");
    EXPECT_EQ(log_.totals("prj_2").value().transactions, 0U);
}

TEST_F(ReportTest, ToleratesGuardsAndAnyBudget) {
    const auto signature = send([&](std::vector<Instruction>& instructions) {
        instructions.front() = solana::compute_budget::set_unit_limit(1'000'000);
        instructions.at(1) = solana::compute_budget::set_unit_price(1'000'000'000);
        instructions.insert(instructions.begin(), {solana::ids::lighthouse, {{key(10), false, false}}, {9, 0, 1}});
    });
    EXPECT_EQ(report_one(signature).status, ReportStatus::recorded);
}

TEST_F(ReportTest, RefusesWhatIsNotTheTickets) {
    const std::function<void(std::vector<Instruction>&)> changes[] = {
        [&](auto& all) { all.push_back(solana::system::transfer(wallet_, key(99), base::Lamports{1})); },
        [&](auto& all) { all.pop_back(); },
        [&](auto& all) { std::swap(all[all.size() - 1], all[all.size() - 2]); },
        [&](auto& all) { all.back().accounts.at(1) = {key(99), false, true}; },
    };
    for (const auto& change : changes) {
        EXPECT_EQ(refusal(reporting(send(change))), "message_mismatch") << (&change - changes);
    }

    const auto early = send();
    rpc_.landed[early].slot = rpc_.slot - 1;
    EXPECT_EQ(refusal(reporting(early)), "message_mismatch");
    rpc_.landed[early].slot = rpc_.slot;
    rpc_.landed[early].transaction = rpc_.landed[send(changes[0])].transaction;  // another one's
    EXPECT_EQ(refusal(reporting(early)), "transaction_invalid");
    rpc_.landed[early].transaction.clear();
    EXPECT_EQ(refusal(reporting(early)), "transaction_invalid");
}

TEST_F(ReportTest, RefusesOthersTicketsAndAsksNobody) {
    const auto signature = send();
    const std::pair<std::function<void(ReportRequest&)>, std::string_view> rows[] = {
        {[](ReportRequest& each) { each.entries.front().submission_ticket += "A"; }, "ticket_invalid"},
        {[](ReportRequest& each) { each.bearer.wallet = key(9); }, "wallet_mismatch"},
        {[](ReportRequest& each) { each.bearer.project = "prj_2"; }, "ticket_invalid"},
        {[](ReportRequest& each) { each.bearer.cluster = "another"; }, "ticket_invalid"},
        {[](ReportRequest& each) { each.bearer.test_mode = true; }, "ticket_invalid"},
    };
    for (const auto& [change, code] : rows) {
        auto wanted = reporting(signature);
        change(wanted);
        EXPECT_EQ(refusal(std::move(wanted)), code);
    }
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(ReportTest, StoresNothingUntilItIsSeen) {
    const auto signature = send();
    const auto landed = rpc_.landed[signature];
    rpc_.landed.clear();
    EXPECT_EQ(report_one(signature).status, ReportStatus::pending);  // a node that lags
    rpc_.landed[signature] = landed;
    rpc_.statuses[signature].commitment = Commitment::processed;
    EXPECT_EQ(report_one(signature).status, ReportStatus::pending);  // a fork may drop it
    rpc_.statuses.clear();
    EXPECT_EQ(report_one(signature).status, ReportStatus::pending);
    EXPECT_FALSE(log_.find_by_signature(signature).value());
}

TEST_F(ReportTest, WaitsForWhatLandsMeanwhile) {
    const auto signature = send();
    const auto status = rpc_.statuses[signature];
    rpc_.statuses.clear();
    auto wanted = reporting(signature);
    wanted.deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    wanted.is_awaited = [&] {
        rpc_.statuses[signature] = status;
        return true;
    };
    EXPECT_EQ(report(std::move(wanted)).value().at(0).status, ReportStatus::recorded);
    EXPECT_EQ(rpc_.calls[FakeRpc::Method::statuses], 2);
}

TEST_F(ReportTest, EndsWithItsTicket) {
    const auto signature = send();
    clock_.advance(promise_life - std::chrono::milliseconds{1});
    EXPECT_EQ(report_one(signature).status, ReportStatus::recorded);
    clock_.advance(std::chrono::milliseconds{1});
    rpc_.calls.clear();
    const auto late = report_one(signature);
    EXPECT_EQ(late.status, ReportStatus::expired);
    EXPECT_EQ(to_text(late.failure->code), "ticket_expired");
    EXPECT_EQ(late.includes, built_.includes);
    EXPECT_EQ(rpc_.total_calls(), 0);
}

TEST_F(ReportTest, ExpiresWhatIsNotSeenByThen) {
    auto wanted = reporting(solana::Signature{});
    wanted.is_awaited = [] { return false; };
    clock_.advance(promise_life - std::chrono::milliseconds{1});
    rpc_.on_statuses = [&] { clock_.advance(std::chrono::milliseconds{1}); };
    EXPECT_EQ(report(std::move(wanted)).value().at(0).status, ReportStatus::expired);
}

TEST_F(ReportTest, RecordsWhatFailedOnTheChain) {
    const auto signature = send();
    rpc_.statuses[signature].error = solana::TransactionError{"InstructionError", 2, 7, {}};
    const auto result = report_one(signature);
    EXPECT_EQ(result.status, ReportStatus::recorded);
    EXPECT_EQ(result.progress, (Progress{SubmissionStatus::failed, rpc_.slot + 1, "InstructionError 2: Custom 7"}));
    EXPECT_EQ(log_.totals("prj_1").value().transactions, 0U);
}

TEST_F(ReportTest, RecordsNothingThatWasNotExecuted) {
    for (const auto* name : {"InsufficientFundsForFee", "InsufficientFundsForRent", "AccountNotFound"}) {
        const auto signature = send();
        rpc_.statuses[signature].error = solana::TransactionError{name, {}, {}, {}};
        rpc_.landed[signature].fee = {};
        EXPECT_EQ(refusal(reporting(signature)), "insufficient_funds");
        EXPECT_FALSE(log_.find_by_signature(signature).value());
    }
    const auto paid = send();  // with its fee taken it was executed
    rpc_.statuses[paid].error = solana::TransactionError{"InsufficientFundsForRent", {}, {}, {}};
    EXPECT_EQ(report_one(paid).status, ReportStatus::recorded);
}

TEST_F(ReportTest, OnlyChecksForATestKey) {
    auto wanted_of_test = request({close_of(10)});
    wanted_of_test.test_mode = true;
    built_ = built(wanted_of_test);
    const auto signature = send();
    auto wanted = reporting(signature);
    wanted.bearer.test_mode = true;
    const auto result = report(std::move(wanted)).value().at(0);
    EXPECT_EQ(result.status, ReportStatus::recorded);
    EXPECT_TRUE(result.is_simulated);
    EXPECT_FALSE(log_.find_by_signature(signature).value());
}

TEST_F(ReportTest, SaysWhereTheClusterCannotBeAsked) {
    rpc_.failing = {FakeRpc::Method::statuses};
    EXPECT_EQ(refusal(reporting(send())), "rpc_unavailable");
}

}  // namespace
}  // namespace burner::transactions
