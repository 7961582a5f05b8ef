// `reclaim`: what it sends and in which order, what it builds again, and what it reports.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sdk/client_fixture.hpp"
#include "sdk/closes.hpp"

namespace burner::test {
namespace {

using namespace burnandclaim;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A transaction "signed" with 64 bytes of 1: its base64, and that signature in base58.
struct SignedBytes {
    std::string base64;
    std::string signature;
};
const SignedBytes first{"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEA",
                        "2AXDGYSE4f2sz7tvMMzyHvUfcoJmxudvdhBcmiUSo6ijwfYmfZYsKRxboQMPh3R4kUhXRVdtSXFXMheka4Rc4P2"};

std::string selection(std::string_view name) {
    return fmt::format(R"({{"type":"empty_account","address":"{}","action":"close"}})", address_of(name));
}

/// Of these bytes, and said to close that account.
std::string transaction(std::string_view name, std::string_view base64) {
    return fmt::format(R"({{"transactionBase64":"{2}","includes":[{1}],"grossRebate":100,"donationAmount":10,)"
                       R"("netRebate":90,"computeUnitsNeeded":1,"submissionTicket":"ticket_{0}","networkFee":5,)"
                       R"("lastValidBlockHeight":1,"expiresAt":"E","instructions":[]}})",
                       name, selection(name), base64);
}

std::string transaction(std::string_view name) {
    return transaction(name, closing(name));
}

std::string built(std::string_view transactions, std::string_view rejected = "") {
    return answer(200, fmt::format(R"({{"transactions":[{}],"rejected":[{}],"totals":{{"grossRebate":1,)"
                                   R"("donationAmount":0,"netRebate":1,"networkFee":5}}}})",
                                   transactions, rejected));
}

std::string result(std::string_view signature, std::string_view status = "submitted", std::string_view more = "") {
    return fmt::format(R"({{"signature":"{}","status":"{}","includes":[]{}}})", signature, status, more);
}

std::string refused(std::string_view code) {
    return fmt::format(R"({{"signature":null,"status":"failed","includes":[],"error":{{"code":"{}","message":"m"}}}})",
                       code);
}

std::string submitted(std::string_view results) {
    return answer(200, fmt::format(R"({{"results":[{}]}})", results));
}

std::string state(std::string_view signature, std::string_view status) {
    return fmt::format(R"({{"signature":"{}","status":"{}","slot":7,"includes":[],"netRebate":90}})", signature,
                       status);
}

std::string landing(std::string_view signature, std::string_view status = "confirmed") {
    return stream(text_frame(state(signature, status)) + close_frame(1000));
}

const std::string unknown = answer(404, problem(404, "not_found", "Not found"));

std::string describe(const ReclaimEvent& event) {
    const auto one = [](const auto& happened) -> std::string {
        using Event = std::decay_t<decltype(happened)>;
        if constexpr (std::is_same_v<Event, BuiltEvent>)
            return fmt::format("{} {}", happened.is_rebuild ? "rebuilt" : "planned",
                               happened.built.transactions.size());
        if constexpr (std::is_same_v<Event, SigningEvent>)
            return fmt::format("signing {}/{}", happened.index, happened.total);
        if constexpr (std::is_same_v<Event, SubmittedEvent>) return "submitted " + happened.signature;
        if constexpr (std::is_same_v<Event, LandedEvent>)
            return happened.submission.status + ' ' + happened.submission.signature;
        if constexpr (std::is_same_v<Event, FailedEvent>) return "failed " + happened.error.code;
        return "done";
    };
    return std::visit(one, event);
}

/// A run against a scripted server, with the events in words.
struct ScriptedReclaim : ScriptedClient {
    ReclaimOptions reclaim;
    std::vector<std::string> events;

    explicit ScriptedReclaim(std::vector<std::string> script, const std::vector<std::string>& items = {"A"})
        : ScriptedClient(std::move(script)) {
        options.session_token = token;
        for (const std::string& name : items)
            reclaim.items.push_back({{"empty_account", address_of(name), "close"}, 100});
        reclaim.sign = [](const BuiltTransaction&) { return first.base64; };
    }
    ReclaimReport run() {
        BurnerClient client{options};
        return client.reclaim(wallet, reclaim, [this](const ReclaimEvent& event) { hear(event); });
    }
    /// The report of a run that ends with an error.
    template <class Error>
    ReclaimReport run_into() {
        EXPECT_THROW(run(), Error);
        return last;
    }
    std::vector<std::string> requests() const {
        std::vector<std::string> out;
        for (const SeenRequest& request : server.seen()) {
            const std::string line = request.line();
            const auto from = line.find(wallet) + wallet.size();
            out.push_back(line.substr(0, line.find(' ')) + ' ' +
                          line.substr(from, line.find_first_of("? ", from) - from));
        }
        return out;
    }

    ReclaimReport last;

  private:
    void hear(const ReclaimEvent& event) {
        events.push_back(describe(event));
        if (const auto* done = std::get_if<DoneEvent>(&event)) last = done->report;
    }
};

TEST(Reclaim, BuildsSignsSubmitsAndFollows) {
    ScriptedReclaim run{
        {built(transaction("A")), submitted(result("S1")),
         stream(text_frame(state("S1", "submitted")) + text_frame(state("S1", "confirmed")) + close_frame(1000))}};
    run.reclaim.donation_percentage = 0.1;
    run.reclaim.donation_to = address_of("W");
    run.reclaim.items[0].selection.expected_balance = "5";
    const ReclaimReport report = run.run();
    EXPECT_THAT(run.events, ElementsAre("planned 1", "signing 1/1", "submitted S1", "confirmed S1", "done"));
    EXPECT_THAT(run.requests(),
                ElementsAre("POST /transactions", "POST /transactions/submit", "GET /submissions/stream"));
    EXPECT_THAT(run.server.seen()[0].body, HasSubstr(R"("expectedBalance":"5"}],"donationPercentage":0.1})"));
    EXPECT_EQ(run.server.seen()[1].body,
              R"({"signed":[{"transactionBase64":")" + first.base64 + R"(","submissionTicket":"ticket_A"}]})");
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_EQ(report.items[0].signature, "S1");
    EXPECT_EQ(report.items[0].lamports, 100U);
    EXPECT_EQ(report.totals.items, 1U);
    EXPECT_EQ(report.totals.amounts.net_rebate, 90U);
    EXPECT_FALSE(report.stopped);
}

TEST(Reclaim, AsksForOneSignatureAtATime) {
    ScriptedReclaim run{
        {built(transaction("A") + "," + transaction("B")), submitted(result("S1")), submitted(result("S2")),
         stream(text_frame(state("S1", "confirmed")) + text_frame(state("S2", "confirmed")))},
        {"A", "B"}};
    run.run();
    EXPECT_THAT(run.events, ElementsAre("planned 2", "signing 1/2", "submitted S1", "signing 2/2", "submitted S2",
                                        "confirmed S1", "confirmed S2", "done"));
}

TEST(Reclaim, AsksForAllSignaturesWhereThatIsWanted) {
    ScriptedReclaim run{{built(transaction("A") + "," + transaction("B")), submitted(result("S1") + "," + result("S2")),
                         stream(text_frame(state("S1", "confirmed")) + text_frame(state("S2", "confirmed")))},
                        {"A", "B"}};
    run.reclaim.sign = {};
    run.reclaim.sign_all = [](const std::vector<BuiltTransaction>& all) {
        return std::vector(all.size(), first.base64);
    };
    run.run();
    EXPECT_THAT(run.events, ElementsAre("planned 2", "signing 1/2", "submitted S1", "submitted S2", "confirmed S1",
                                        "confirmed S2", "done"));
}

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

TEST(Reclaim, BuildsAnewWhatTheWalletHasNotSeenInTime) {
    ScriptedReclaim run{
        {built(transaction("A") + "," + transaction("B")), submitted(result("S1")), built(transaction("B")),
         submitted(result("S2")), stream(text_frame(state("S1", "confirmed")) + text_frame(state("S2", "confirmed")))},
        {"A", "B"}};
    run.reclaim.fresh_for = milliseconds{-1};
    run.run();
    EXPECT_THAT(run.events, ElementsAre("planned 2", "signing 1/2", "submitted S1", "rebuilt 1", "signing 2/2",
                                        "submitted S2", "confirmed S1", "confirmed S2", "done"));
    EXPECT_THAT(run.server.seen()[2].body, Not(HasSubstr(address_of("A"))));
}

TEST(Freshness, FollowsTheEndOfTheBlockhash) {
    using namespace std::chrono;
    const auto built_at = sys_days{year{2026} / 4 / 9} + 12h + 9min + 30s;
    const auto fresh = [&](std::string expires_at) {
        return freshness({.expires_at = std::move(expires_at)}, built_at);
    };
    EXPECT_EQ(fresh("2026-04-09T12:10:00.000Z"), 20s);
    EXPECT_EQ(fresh("2026-04-09T12:10:00Z"), 20s);
    EXPECT_EQ(fresh("2026-04-09T12:12:30.000Z"), 170s);
    EXPECT_EQ(fresh("2026-04-09T12:09:35.000Z"), -5s);
    EXPECT_EQ(fresh("2026-04-09T12:12:31.000Z"), 20s);  // this clock is behind
    EXPECT_EQ(fresh("2026-04-09T12:09:30.000Z"), 20s);  // or ahead
    EXPECT_EQ(fresh("2020-01-01T00:00:00.000Z"), 20s);
    for (const char* text : {"", "E", "2026-04-09", "2026-13-09T12:10:00.000Z", "2026-04-09T12:1x:00.000Z"})
        EXPECT_EQ(fresh(text), 20s) << text;
}

TEST(Reclaim, EndsWithAReportWhenTheUserDeclines) {
    ScriptedReclaim run{{built(transaction("A") + "," + transaction("B")), submitted(result("S1")), landing("S1")},
                        {"A", "B"}};
    int asked = 0;
    run.reclaim.sign = [&](const BuiltTransaction&) {
        if (++asked == 2) throw std::runtime_error("no");
        return first.base64;
    };
    const ReclaimReport report = run.run();
    EXPECT_EQ(report.stopped->reason, reclaim_stop::declined);
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_EQ(report.items.at(1).outcome, reclaim_outcome::skipped);
    EXPECT_EQ(report.totals.transactions, 1U);
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

TEST(Reclaim, AsksOneByOneWhereThereIsNoStream) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")), unknown,
                         answer(200, state("S1", "submitted")), answer(502, ""),
                         answer(200, state("S1", "confirmed"))}};
    EXPECT_EQ(run.run().items.at(0).outcome, reclaim_outcome::confirmed);
    ScriptedReclaim with_key{{built(transaction("A")), submitted(result("S1")), answer(200, state("S1", "confirmed"))}};
    with_key.options.session_token.clear();
    with_key.options.api_key = api_key;
    EXPECT_EQ(with_key.run().items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_EQ(with_key.requests().back(), "GET /submissions/S1");
}

TEST(Reclaim, AsksAgainAfterABrokenStream) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")),
                         stream(text_frame(state("S1", "submitted")), AfterFrames::drop),
                         answer(200, state("S1", "submitted")), landing("S1")}};
    EXPECT_EQ(run.run().items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_THAT(run.waits, ElementsAre(milliseconds{2'000}));
}

TEST(Reclaim, SubmitsTheSameAgainWhenNoAnswerComes) {
    ScriptedReclaim run{{built(transaction("A")), "", submitted(result("S1", "duplicate")), landing("S1")}};
    run.run();
    EXPECT_EQ(run.server.seen()[1].body, run.server.seen()[2].body);
    EXPECT_EQ(run.events.back(), "done");
}

TEST(Reclaim, BelievesASecondRefusalOnlyIfNothingIsOnRecord) {
    ScriptedReclaim recorded{{built(transaction("A")), "", submitted(refused("blockhash_expired")),
                              answer(200, state(first.signature, "submitted")), landing(first.signature)}};
    EXPECT_EQ(recorded.run().items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_THAT(recorded.requests(), testing::Contains("POST /transactions").Times(1));
    ScriptedReclaim unrecorded{{built(transaction("A")), "", submitted(refused("blockhash_expired")), unknown,
                                built(transaction("A")), submitted(result("S2")), landing("S2")}};
    EXPECT_EQ(unrecorded.run().items.at(0).signature, "S2");
}

TEST(Reclaim, SaysWhatMayHaveBeenSent) {
    ScriptedReclaim run{{built(transaction("A")), "", "", "", ""}};
    const ReclaimReport report = run.run_into<TransportError>();
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::submitted);
    EXPECT_EQ(report.items[0].signature, first.signature);
    EXPECT_EQ(run.waits.size(), 3U);
}

TEST(Reclaim, KnowsThatARefusedSubmitSentNothing) {
    ScriptedReclaim run{{built(transaction("A")), answer(403, problem(403, "missing_scope", "Missing scope"))}};
    EXPECT_EQ(run.run_into<HttpError>().items.at(0).outcome, reclaim_outcome::skipped);
}

TEST(Reclaim, ReportsRejectedFailedAndSimulatedItems) {
    const std::string rejected = fmt::format(
        R"({{"type":"empty_account","address":"{}","action":"close","code":"frozen","message":"m"}})", address_of("B"));
    ScriptedReclaim run{{built(transaction("A") + "," + transaction("C") + "," + transaction("D"), rejected),
                         submitted(refused("insufficient_funds")), unknown,
                         submitted(result("S2", "submitted", R"(,"simulated":true)")), submitted(result("S3")),
                         landing("S3", "failed")},
                        {"A", "B", "C", "D"}};
    const ReclaimReport report = run.run();
    std::vector<std::string> outcomes;
    for (const auto& [item, outcome, signature, lamports, error] : report.items)
        outcomes.push_back(outcome + ' ' + (error ? error->code : ""));
    EXPECT_THAT(outcomes,
                ElementsAre("failed insufficient_funds", "rejected frozen", "simulated ", "failed simulation_failed"));
    EXPECT_EQ(report.totals.transactions, 0U);
}

TEST(Reclaim, FollowsToFinalityWhereThatIsWanted) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")),
                         stream(text_frame(state("S1", "confirmed")) + text_frame(state("S1", "finalized")))}};
    run.reclaim.wait_for = wait_for::finalized;
    EXPECT_EQ(run.run().items.at(0).outcome, reclaim_outcome::finalized);
    EXPECT_EQ(run.last.totals.transactions, 1U);
}

TEST(Reclaim, RefusesWhatNobodyAskedFor) {
    ScriptedReclaim run{{built(transaction("X"))}};
    run.reclaim.sign = [](const BuiltTransaction&) -> std::string { throw std::logic_error("asked"); };
    EXPECT_EQ(run.run_into<AnswerError>().stopped->reason, reclaim_stop::failed);
    EXPECT_THAT(run.events, ElementsAre("planned 1", "done"));
    ScriptedReclaim twice{{built(transaction("A") + "," + transaction("A"))}};
    EXPECT_TRUE(twice.run_into<AnswerError>().stopped);
    EXPECT_EQ(twice.server.seen().size(), 1U);
    ScriptedReclaim few{{built(transaction("A")), submitted(""), submitted(""), submitted(""), submitted("")}};
    EXPECT_EQ(few.run_into<AnswerError>().items.at(0).outcome, reclaim_outcome::submitted);
}

/// Runs into a refusal; the wallet is never asked.
std::string_view rule_of_run(ScriptedReclaim& run) {
    run.reclaim.sign = [](const BuiltTransaction&) -> std::string { throw std::logic_error("asked"); };
    try {
        run.run();
    } catch (const SigningRefusedError& error) {
        EXPECT_EQ(run.last.stopped->reason, reclaim_stop::refused);
        EXPECT_EQ(run.last.items.at(0).outcome, reclaim_outcome::skipped);
        EXPECT_EQ(error.transaction(), 0U);
        return error.rule();
    }
    return "signed";
}

TEST(Reclaim, AsksTheWalletForNothingThatBreaksARule) {
    namespace rule = burner::signing::rule;
    const std::pair<std::string, std::string_view> lies[] = {
        {"no transaction", rule::undecodable},
        {closing("X"), rule::not_requested},
        {closing("A", {donation("X", 50)}), rule::donation_wallet},
        {closing("A", {donation("W", 203'929)}), rule::donation_amount},
    };
    for (const auto& [base64, broken] : lies) {
        ScriptedReclaim run{{built(transaction("A", base64))}};
        run.reclaim.donation_percentage = 0.1;
        run.reclaim.donation_to = address_of("W");
        EXPECT_EQ(rule_of_run(run), broken);
        EXPECT_EQ(run.server.seen().size(), 1U);
    }
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

TEST(Reclaim, RefusesWhatTheReviewedListOrALookUpRulesOut) {
    namespace rule = burner::signing::rule;
    const auto rule_with = [](const std::function<void(ReclaimOptions&)>& change) {
        ScriptedReclaim run{{built(transaction("A"))}};
        change(run.reclaim);
        std::string_view found;
        try {
            run.run();
        } catch (const SigningRefusedError& error) {
            found = error.rule();
            EXPECT_FALSE(error.transaction());
        }
        return found;
    };
    EXPECT_EQ(rule_with([](ReclaimOptions& options) {
                  options.blocked = std::map<std::string, std::string>{{address_of("A"), "frozen"}};
              }),
              rule::blocked);
    EXPECT_EQ(rule_with([](ReclaimOptions& options) {
                  options.items[0].selection = {"token", address_of("A"), "burn", "1", address_of("M")};
                  options.is_position = [](const std::string& mint) { return mint == address_of("M"); };
              }),
              rule::position);
    EXPECT_EQ(rule_with([](ReclaimOptions& options) { options.donation_percentage = 0.1; }), rule::donation_wallet);
}

TEST(Reclaim, SaysWhatTheWalletIsAskedFor) {
    ScriptedReclaim run{{built(transaction("A")), submitted(result("S1")), landing("S1")}};
    BurnerClient client{run.options};
    std::vector<std::string> sentences;
    client.reclaim(wallet, run.reclaim, [&](const ReclaimEvent& event) {
        if (const auto* signing = std::get_if<SigningEvent>(&event))
            sentences.push_back(signing->verified.at(0).sentence);
    });
    EXPECT_THAT(sentences, ElementsAre("Closes 1 account. Pays 0.000005 SOL, of which 0 is priority."));
}

TEST(Verify, MakesAnItemOfWhatTheListShows) {
    WalletItem item{.type = "token", .address = "A", .reclaimable_lamports = 7};
    item.mint = "M", item.balance = "5", item.excess_lamports = 3;
    const ReclaimItem burn = reclaim_item(item, item_action::burn);
    EXPECT_EQ(burn.selection.expected_mint, "M");
    EXPECT_EQ(burn.selection.expected_balance, "5");
    EXPECT_EQ(burn.reclaimable_lamports, 7U);
    const ReclaimItem withdrawal = reclaim_item(item, item_action::withdraw_excess);
    EXPECT_EQ(withdrawal.selection.expected_mint, "M");
    EXPECT_FALSE(withdrawal.selection.expected_balance);
    EXPECT_EQ(withdrawal.reclaimable_lamports, 3U);
    EXPECT_TRUE(blocked_items({item}).empty());
    item.blocked = Blocked{"position", "m"};
    EXPECT_EQ(blocked_items({item}).at("A"), "position");
}

TEST(Verify, ChecksAnAnswerForThoseWhoAskThemselves) {
    BuildTransactionsRequest request{.items = {{"empty_account", address_of("A"), "close"}}};
    BuildTransactionsResult result;
    result.transactions.push_back(
        {.transaction_base64 = closing("A"), .includes = {{"empty_account", address_of("A"), "close"}}});
    const burner::signing::Options options{.wallet = wallet};
    EXPECT_EQ(verify_built(request, result, options).at(0).closed.at(0).address, address_of("A"));
    request.items[0].address = address_of("B");
    EXPECT_THROW(verify_built(request, result, options), SigningRefusedError);
}

TEST(Reclaim, RefusesOptionsThatCannotWork) {
    ScriptedReclaim both{{}};
    both.reclaim.sign_all = [](const auto&) { return std::vector<std::string>{}; };
    EXPECT_THROW(both.run(), std::invalid_argument);
    ScriptedReclaim neither{{}};
    neither.reclaim.sign = {};
    EXPECT_THROW(neither.run(), std::invalid_argument);
    ScriptedReclaim twice{{}, {"A", "A"}};
    EXPECT_THROW(twice.run(), std::invalid_argument);
    ScriptedReclaim unsigned_bytes{{built(transaction("A"))}};
    unsigned_bytes.reclaim.sign = [](const BuiltTransaction&) { return "AAAA"; };
    EXPECT_EQ(unsigned_bytes.run_into<std::invalid_argument>().items.at(0).outcome, reclaim_outcome::skipped);
}

TEST(Reclaim, BuildsAThousandItemsAtATime) {
    std::vector<std::string> items;
    for (int i = 0; i < 1001; ++i) items.push_back(fmt::format("A{}", i));
    ScriptedReclaim run{{built(""), built("")}, items};
    EXPECT_EQ(run.run().items.size(), 1001U);
    EXPECT_THAT(run.events, ElementsAre("planned 0", "planned 0", "done"));
    EXPECT_THAT(run.server.seen()[1].body, HasSubstr(R"({"items":[{"type":"empty_account","address":"A1000",)"));
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
