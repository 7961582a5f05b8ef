// `reclaim`: what it sends and in which order, and what it reports.

#include "sdk/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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

TEST(Reclaim, RefusesOptionsThatCannotWork) {
    ScriptedReclaim both{{}};
    both.reclaim.sign_all = [](const auto&) { return std::vector<std::string>{}; };
    EXPECT_THROW(both.run(), std::invalid_argument);
    ScriptedReclaim neither{{}};
    neither.reclaim.sign = {};
    EXPECT_THROW(neither.run(), std::invalid_argument);
    ScriptedReclaim twice{{}, {"A", "A"}};
    EXPECT_THROW(twice.run(), std::invalid_argument);
    ScriptedReclaim generous{{}};
    generous.reclaim.donation_to = address_of("W");
    generous.reclaim.donation_percentage = 0.51;
    EXPECT_THROW(generous.run(), std::invalid_argument);
    ScriptedReclaim unsigned_bytes{{built(transaction("A"))}};
    unsigned_bytes.reclaim.sign = [](const BuiltTransaction&) { return std::string{"AAAA"}; };
    EXPECT_EQ(unsigned_bytes.run_into<std::invalid_argument>().items.at(0).outcome, reclaim_outcome::skipped);
}

TEST(Reclaim, DonatesMostWhereThatIsMeant) {
    ScriptedReclaim run{{built("")}};
    run.reclaim.donation_to = address_of("W");
    run.reclaim.donation_percentage = 1;
    run.reclaim.allow_large_donation = true;
    run.run();
    EXPECT_THAT(run.server.seen()[0].body, HasSubstr(R"("donationPercentage":1)"));
}

TEST(Reclaim, BuildsAThousandItemsAtATime) {
    std::vector<std::string> items;
    for (int i = 0; i < 1001; ++i) items.push_back(fmt::format("A{}", i));
    ScriptedReclaim run{{built(""), built("")}, items};
    EXPECT_EQ(run.run().items.size(), 1001U);
    EXPECT_THAT(run.events, ElementsAre("planned 0", "planned 0", "done"));
    EXPECT_THAT(run.server.seen()[1].body, HasSubstr(R"({"items":[{"type":"empty_account","address":"A1000",)"));
}

}  // namespace
}  // namespace burner::test
