// `reclaim`: what it builds again, and when.

#include "sdk/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Reclaim, BuildsAgainWhatWasRefusedForItsAge) {
    for (const std::string code : {"blockhash_expired", "ticket_expired"}) {
        ScriptedReclaim run{{built(transaction("A")), submitted(refused(code)), unknown, built(transaction("A")),
                             submitted(result("S1")), landing("S1")}};
        EXPECT_EQ(run.run().items.at(0).outcome, reclaim_outcome::confirmed);
        EXPECT_THAT(run.events, ElementsAre("planned 1", "signing 1/1", "rebuilt 1", "signing 2/2", "submitted S1",
                                            "confirmed S1", "done"));
    }
}

TEST(Reclaim, BuildsAgainWhatTheServerCallsExpiredAndNothingBefore) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")),
                         stream(text_frame(state("S1", "submitted")) + text_frame(state("S1", "submitted")) +
                                text_frame(state("S1", "expired")) + close_frame(1000)),
                         built(transaction("A")), submitted(result("S2")), landing("S2")}};
    EXPECT_EQ(run.run().items.at(0).signature, "S2");
    EXPECT_THAT(run.events, ElementsAre("planned 1", "signing 1/1", "submitted S1", "rebuilt 1", "signing 2/2",
                                        "submitted S2", "confirmed S2", "done"));
    EXPECT_EQ(run.server.seen()[0].body, run.server.seen()[3].body);
}

TEST(Reclaim, DoesNotBuildAgainWhatMayStillLand) {
    // Neither stream nor questions find out: the item stays submitted, and is never built a second time.
    const std::string failure = answer(500, "");
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")), stream("", AfterFrames::drop), failure,
                         failure, failure, failure, failure}};
    const ReclaimReport report = run.run_into<HttpError>();
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::submitted);
    EXPECT_EQ(report.items[0].signature, "S1");
    EXPECT_EQ(report.stopped->reason, reclaim_stop::failed);
    EXPECT_THAT(run.requests(), testing::Contains("POST /transactions").Times(1));
}

TEST(Reclaim, GivesUpOnWhatKeepsExpiring) {
    for (const std::string code : {"blockhash_expired", "ticket_expired"}) {
        std::vector<std::string> script;
        for (int i = 0; i < 4; ++i)
            script.insert(script.end(), {built(transaction("A")), submitted(refused(code)), unknown});
        ScriptedReclaim run{script};
        const ReclaimReport report = run.run();
        EXPECT_EQ(run.events.back(), "done");
        EXPECT_EQ(run.events.at(run.events.size() - 2), "failed " + code);
        EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::expired);
        EXPECT_EQ(run.server.seen().size(), 12U);
    }
}

TEST(Reclaim, RefreshesWhatIsNotSignedInTime) {
    ScriptedReclaim run{{built(transaction("A") + "," + transaction("B")), built(transaction("A")),
                         submitted(result("S1")), built(transaction("B")), submitted(result("S2")),
                         stream(text_frame(state("S1", "confirmed")) + text_frame(state("S2", "confirmed")))},
                        {"A", "B"}};
    run.reclaim.fresh_for = milliseconds{-1};
    run.run();
    EXPECT_THAT(run.events, ElementsAre("planned 2", "refreshed 1", "signing 1/2", "submitted S1", "refreshed 1",
                                        "signing 2/2", "submitted S2", "confirmed S1", "confirmed S2", "done"));
    const std::string refresh = "POST /transactions/refresh", submit = "POST /transactions/submit";
    EXPECT_THAT(run.requests(),
                ElementsAre("POST /transactions", refresh, submit, refresh, submit, "GET /submissions/stream"));
    EXPECT_EQ(run.server.seen()[1].body, fmt::format(R"({{"transactions":[{{"transactionBase64":"{}",)"
                                                     R"("submissionTicket":"ticket_A"}}]}})",
                                                     closing("A")));
}

/// Refreshes once with this answer, then builds again, and what that gives is fresh by then.
ReclaimReport refreshed_with(std::string answer, std::vector<std::string>& events) {
    ScriptedReclaim run{{built(transaction("A")), std::move(answer), built(transaction("A")), built(transaction("A")),
                         submitted(result("S1")), landing("S1")}};
    run.reclaim.fresh_for = milliseconds{-1};
    auto report = run.run();
    events = run.events;
    return report;
}

TEST(Reclaim, BuildsAgainWhatCannotBeRefreshed) {
    const std::string refused = fmt::format(
        R"({{"type":"empty_account","address":"{}","action":"close","code":"simulation_failed","message":"m"}})",
        address_of("A"));
    const std::string other = transaction("A", closing("A", {donation("W", 0)}));
    for (const std::string& answered :
         {built("", refused), built(""), built(other), answer(400, problem(400, "invalid_request", "Too old"))}) {
        std::vector<std::string> events;
        EXPECT_EQ(refreshed_with(answered, events).items.at(0).outcome, reclaim_outcome::confirmed);
        EXPECT_THAT(events, ElementsAre("planned 1", testing::StartsWith("refreshed"), "rebuilt 1", "refreshed 1",
                                        "signing 1/1", "submitted S1", "confirmed S1", "done"));
    }
}

TEST(Reclaim, LeavesWhatMayStillLand) {
    const std::string on_its_way =
        fmt::format(R"({{"type":"empty_account","address":"{}","action":"close","code":"still_valid","message":"m"}})",
                    address_of("A"));
    ScriptedReclaim run{{built(transaction("A")), built("", on_its_way)}};
    run.reclaim.fresh_for = milliseconds{-1};
    const ReclaimReport report = run.run();
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::rejected);
    EXPECT_EQ(report.items[0].error->code, "still_valid");
}

TEST(Reclaim, SubmitsWithTheTicketThatTheWalletGives) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")), landing("S1")}};
    run.reclaim.sign = [](const BuiltTransaction&) { return SignedTransaction{first.base64, "ticket_2"}; };
    run.run();
    EXPECT_THAT(run.server.seen()[1].body, HasSubstr("ticket_2"));
}

TEST(Freshness, FollowsTheEndOfTheBlockhash) {
    using namespace std::chrono;
    const auto built_at = sys_days{year{2026} / 4 / 9} + 12h + 9min + 30s;
    const auto fresh = [&](std::string expires_at) {
        return freshness({.expires_at = std::move(expires_at)}, built_at);
    };
    EXPECT_EQ(fresh("2026-04-09T12:10:00.000Z"), 15s);
    EXPECT_EQ(fresh("2026-04-09T12:10:00Z"), 15s);
    EXPECT_EQ(fresh("2026-04-09T12:12:30.000Z"), 165s);
    EXPECT_EQ(fresh("2026-04-09T12:09:35.000Z"), -10s);
    EXPECT_EQ(fresh("2026-04-09T12:12:31.000Z"), 15s);  // this clock is behind
    EXPECT_EQ(fresh("2026-04-09T12:09:30.000Z"), 15s);  // or ahead
    EXPECT_EQ(fresh("2020-01-01T00:00:00.000Z"), 15s);
    for (const char* text : {"", "E", "2026-04-09", "2026-13-09T12:10:00.000Z", "2026-04-09T12:1x:00.000Z"})
        EXPECT_EQ(fresh(text), 15s) << text;
}

TEST(Reclaim, HoldsRebuildsAgainstTheSameTerms) {
    // A rebuild may donate what the first transaction did, as only one of them can land, and no more.
    const auto donating = [](std::uint64_t lamports) {
        return transaction("A", closing("A", {donation("W", lamports)}));
    };
    ScriptedReclaim run{{built(donating(100)), submitted(refused("blockhash_expired")), unknown, built(donating(100)),
                         submitted(refused("blockhash_expired")), unknown, built(donating(101))}};
    run.reclaim.donation_percentage = 0.1;
    run.reclaim.donation_to = address_of("W");
    run.reclaim.max_donation_lamports = 100;
    try {
        run.run();
        ADD_FAILURE() << "signed";
    } catch (const SigningRefusedError& error) {
        EXPECT_EQ(error.rule(), burner::signing::rule::donation_total);
    }
    EXPECT_EQ(run.last.stopped->reason, reclaim_stop::refused);
}

}  // namespace
}  // namespace burner::test
