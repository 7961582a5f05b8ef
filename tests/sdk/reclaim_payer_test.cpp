// `reclaim`: who pays the network, and which versions a wallet signs.

#include "sdk/reclaim_fixture.hpp"

namespace burner::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// What a wallet signs that a sponsor pays for: 64 bytes of 0, then 64 of 1.
std::string sponsored_base64() {
    base::Bytes bytes{2};
    bytes.resize(1 + 64, 0);
    bytes.resize(1 + 2 * 64, 1);
    bytes.resize(bytes.size() + 8, 9);
    return base::to_base64(bytes);
}

TEST(ReclaimPayer, IsNamedInTheRequestAndInWhatIsSigned) {
    const std::string payer = address_of("P");
    ScriptedReclaim run{{built(transaction("A", closing("A", {}, "P"))), submitted(result("S1")), landing("S1")}};
    run.reclaim.fee_payer = payer;
    EXPECT_EQ(run.run().items.at(0).outcome, reclaim_outcome::confirmed);
    EXPECT_THAT(run.server.seen()[0].body, HasSubstr("\"feePayer\":\"" + payer + "\""));
    EXPECT_EQ(run.verified.at(0).fee_payer, payer);
    EXPECT_EQ(run.verified[0].network_fee, 10'000U);
}

TEST(ReclaimPayer, IsTheSponsorThatWasAgreedTo) {
    const std::string by_sponsor = transaction("A", closing("A", {donation("P", 10'000)}, "P"));
    for (const auto* word : {"sponsor", "auto"}) {
        ScriptedReclaim run{{built(by_sponsor), submitted(result("S1")), landing("S1")}};
        run.reclaim.fee_payer = word;
        run.reclaim.sponsor = address_of("P");
        run.reclaim.sign = [](const BuiltTransaction&) { return sponsored_base64(); };
        EXPECT_EQ(run.run().items.at(0).signature, "S1");
        EXPECT_EQ(run.verified.at(0).repayment, 10'000U);
    }
    ScriptedReclaim other{{built(by_sponsor)}};
    other.reclaim.fee_payer = "sponsor";
    other.reclaim.sponsor = address_of("Q");
    const auto report = other.run_into<SigningRefusedError>();
    EXPECT_EQ(report.stopped->reason, reclaim_stop::refused);
    other.reclaim.sponsor.reset();
    EXPECT_THROW(other.run(), std::invalid_argument);
}

TEST(ReclaimPayer, TakesASponsoredSignatureFromTheServerAlone) {
    const std::string by_sponsor = transaction("A", closing("A", {donation("P", 10'000)}, "P"));
    const std::string failure = answer(500, "");
    ScriptedReclaim lost{{built(by_sponsor), failure, submitted(result("S1", "duplicate")), landing("S1")}};
    ScriptedReclaim never{{built(by_sponsor), failure, failure, failure, failure}};
    ScriptedReclaim refusing{{built(by_sponsor), submitted(refused("sponsor_budget"))}};
    for (ScriptedReclaim* run : {&lost, &never, &refusing}) {
        run->reclaim.fee_payer = "sponsor";
        run->reclaim.sponsor = address_of("P");
        run->reclaim.sign = [](const BuiltTransaction&) { return sponsored_base64(); };
    }
    EXPECT_EQ(lost.run().items.at(0).signature, "S1");
    const auto report = never.run_into<HttpError>();
    EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::submitted);
    EXPECT_EQ(report.items[0].signature, std::nullopt);
    EXPECT_EQ(refusing.run().items.at(0).outcome, reclaim_outcome::failed);
}

TEST(ReclaimVersions, GoOnWithVersion0WhereTheWalletRefuses1) {
    ScriptedReclaim run{
        {built(transaction("A") + "," + transaction("B")), built(transaction("A") + "," + transaction("B")),
         submitted(result("S1")), submitted(result("S2")),
         stream(text_frame(state("S1", "confirmed")) + text_frame(state("S2", "confirmed")))},
        {"A", "B"}};
    run.reclaim.transaction_versions = {{0, 1}};
    int asked = 0;
    run.reclaim.sign = [&](const BuiltTransaction&) {
        if (++asked == 1) throw VersionUnsupportedError("version 1 is not supported");
        return Signed{first.base64};
    };
    const auto report = run.run();
    EXPECT_FALSE(report.stopped);
    EXPECT_THAT(run.events, ElementsAre("planned 2", "signing 1/2", "rebuilt 2", "signing 2/3", "submitted S1",
                                        "signing 3/3", "submitted S2", "confirmed S1", "confirmed S2", "done"));
    EXPECT_THAT(run.server.seen()[0].body, HasSubstr("\"transactionVersions\":[0,1]"));
    EXPECT_THAT(run.server.seen()[1].body, HasSubstr("\"transactionVersions\":[0]"));
}

TEST(ReclaimVersions, EndWhereThereIsNoOther) {
    for (const std::vector<std::uint32_t>& versions : {std::vector<std::uint32_t>{0}, {1}}) {
        ScriptedReclaim run{{built(transaction("A"))}};
        run.reclaim.transaction_versions = versions;
        run.reclaim.sign = [](const BuiltTransaction&) -> Signed { throw VersionUnsupportedError("no"); };
        const auto report = run.run_into<VersionUnsupportedError>();
        EXPECT_EQ(report.stopped->reason, reclaim_stop::failed);
        EXPECT_EQ(report.items.at(0).outcome, reclaim_outcome::skipped);
    }
}

}  // namespace
}  // namespace burner::test
