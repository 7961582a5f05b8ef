// `reclaim`: how it ends before its time, and what it reports then.

#include "sdk/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

TEST(Reclaim, EndsWithAReportWhenTheUserDeclines) {
    ScriptedReclaim run{{built(transaction("A") + "," + transaction("B")), submitted(result("S1")), landing("S1")},
                        {"A", "B"}};
    int asked = 0;
    run.reclaim.sign = [&](const BuiltTransaction&) {
        if (++asked == 2) throw UserDeclined("no");
        return first.base64;
    };
    const ReclaimReport report = run.run();
    EXPECT_EQ(report.stopped->reason, reclaim_stop::declined);
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_EQ(report.items.at(1).outcome, reclaim_outcome::skipped);
    EXPECT_EQ(report.totals.transactions, 1U);
}

TEST(Reclaim, ThrowsWhatElseTheWalletThrows) {
    ScriptedReclaim run{{built(transaction("A"))}};
    run.reclaim.sign = [](const BuiltTransaction&) -> std::string { throw std::domain_error("a bug"); };
    const ReclaimReport report = run.run_into<std::domain_error>();
    EXPECT_EQ(report.stopped->reason, reclaim_stop::failed);
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::skipped);
}

TEST(Reclaim, EndsAfterSoManyTransactions) {
    ScriptedReclaim run{
        {built(transaction("A") + "," + transaction("B")), submitted(result("S1")), landing("S1", "expired")},
        {"A", "B"}};
    run.reclaim.max_transactions = 1;
    const ReclaimReport report = run.run();
    EXPECT_FALSE(report.stopped);
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::expired);
    EXPECT_EQ(report.items.at(1).outcome, reclaim_outcome::skipped);
    EXPECT_EQ(run.events.at(run.events.size() - 2), "failed blockhash_expired");
    run.reclaim.max_transactions = 0;
    EXPECT_THROW(run.run(), std::invalid_argument);
}

TEST(Reclaim, IsStoppedBetweenTransactions) {
    ScriptedReclaim run{{built(transaction("A") + "," + transaction("B")), submitted(result("S1"))}, {"A", "B"}};
    std::stop_source source;
    run.reclaim.stop_token = source.get_token();
    BurnerClient client{run.options};
    std::vector<std::string> events;
    ReclaimReport report;
    const auto hear = [&](const ReclaimEvent& event) {
        events.push_back(describe(event));
        if (std::holds_alternative<SubmittedEvent>(event)) source.request_stop();
        if (const auto* done = std::get_if<DoneEvent>(&event)) report = done->report;
    };
    EXPECT_THROW(client.reclaim(wallet, run.reclaim, hear), CancelledError);
    EXPECT_THAT(events, ElementsAre("planned 2", "signing 1/2", "submitted S1", "done"));
    EXPECT_EQ(report.stopped->reason, reclaim_stop::aborted);
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::submitted);
    EXPECT_EQ(report.items.at(1).outcome, reclaim_outcome::skipped);
    EXPECT_EQ(run.server.seen().size(), 2U);
}

TEST(Reclaim, IsStoppedWhileItAsksAndWhileItFollows) {
    ScriptedReclaim asking{{built(transaction("A"))}};
    std::stop_source source;
    asking.reclaim.stop_token = source.get_token();
    asking.reclaim.sign = [&](const BuiltTransaction&) {
        source.request_stop();
        return first.base64;
    };
    EXPECT_EQ(asking.run_into<CancelledError>().items.at(0).outcome, reclaim_outcome::skipped);
    ScriptedReclaim following{
        {built(transaction("A")), submitted(result("S1")), unknown, answer(200, state("S1", "submitted"))}};
    std::stop_source other;
    following.reclaim.stop_token = other.get_token();
    following.options.sleep = [&](milliseconds) { other.request_stop(); };
    EXPECT_EQ(following.run_into<CancelledError>().items.at(0).outcome, reclaim_outcome::submitted);
}

TEST(Reclaim, EndsWithWhatTheHandlerThrows) {
    ScriptedReclaim run{{built(transaction("A"))}};
    BurnerClient client{run.options};
    const auto hear = [](const ReclaimEvent& event) {
        if (std::holds_alternative<BuiltEvent>(event)) throw std::domain_error("mine");
    };
    EXPECT_THROW(client.reclaim(wallet, run.reclaim, hear), std::domain_error);
    EXPECT_EQ(run.server.seen().size(), 1U);
}

}  // namespace
}  // namespace burner::test
