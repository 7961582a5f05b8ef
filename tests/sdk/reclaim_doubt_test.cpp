// `reclaim`: what it does where an answer or a stream is missing.

#include "sdk/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

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

}  // namespace
}  // namespace burner::test
