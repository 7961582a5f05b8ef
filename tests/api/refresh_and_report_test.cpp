#include "api/api_test.hpp"

namespace burner::api {
namespace {

using testing::StartsWith;

class RefreshAndReport : public ApiTest {
  protected:
    Answer build() { return ask_as_shop(post(wallet_path("transactions"), close_body())); }
    Answer refresh(const Answer& built) {
        return ask_as_shop(post(wallet_path("transactions/refresh"), refresh_body(built)));
    }
    Ask report(const std::string& signature, const Answer& built) const {
        return post(wallet_path("transactions/report"),
                    fmt::format(R"({{"sent":[{{"signature":"{}","submissionTicket":"{}"}}]}})", signature,
                                built.at("/transactions/0/submissionTicket")));
    }
    /// Lands the first transaction of a build, signed and sent by the wallet itself, and returns its signature.
    std::string land(const Answer& built) {
        const auto bytes = base::from_base64(built.at("/transactions/0/transactionBase64")).value();
        auto message = solana::parse_transaction(bytes).value().message;
        const auto signature = state_.keypair.sign(serialize(message));
        solana::LandedTransaction landed;
        landed.slot = rpc_.slot;
        landed.transaction = serialize(solana::Transaction{{signature}, std::move(message)});
        rpc_.landed[signature] = std::move(landed);
        rpc_.statuses[signature] = {rpc_.slot, solana::SignatureStatus::Commitment::confirmed, std::nullopt};
        return to_base58(signature);
    }
};

TEST_F(RefreshAndReport, RefreshesWithTheFieldsOfABuild) {
    const auto built = build();
    rpc_.latest.blockhash.bytes.fill(9);
    const auto refreshed = refresh(built);
    EXPECT_EQ(refreshed.status, 200) << refreshed.body;
    const std::string first = "/transactions/0";
    for (const auto* same : {"/includes", "/grossRebate", "/donationBase", "/donationAmount", "/netRebate",
                             "/computeUnitsNeeded", "/networkFee", "/lastValidBlockHeight", "/instructions"})
        EXPECT_EQ(refreshed.at(first + same), built.at(first + same)) << same;
    EXPECT_NE(refreshed.at(first + "/transactionBase64"), built.at(first + "/transactionBase64"));
    EXPECT_THAT(refreshed.at(first + "/submissionTicket"), StartsWith("ticket_"));
    EXPECT_EQ(refreshed.at("/rejected"), "[]");
    EXPECT_EQ(refreshed.at("/totals"), built.at("/totals"));
    EXPECT_EQ(refresh(refreshed).status, 200);
}

TEST_F(RefreshAndReport, SaysWhatCannotBeRefreshed) {
    const auto built = build();
    rpc_.accounts.erase(key(10));
    const auto refused = refresh(built);
    EXPECT_EQ(refused.at("/transactions"), "[]");
    EXPECT_EQ(refused.at("/rejected/0/code"), "simulation_failed");
    const auto theirs = ask(post(wallet_path("transactions/refresh"), refresh_body(built)).as(state_.other));
    expect_error(theirs, 400, "invalid_request",
                 "transactions[0].submissionTicket was issued for another wallet, project or cluster");
}

TEST_F(RefreshAndReport, RecordsWhatIsReported) {
    const auto built = build();
    const std::string signature = land(built);
    const auto session = state_.session(state_.shop, state_.wallet, {Scope::transactions_submit});
    const std::string expected = fmt::format(
        R"("signature":"{}","status":"confirmed","slot":1000,"includes":[{{"type":"empty_account","address":"{}",)"
        R"("action":"close"}}])",
        signature, to_base58(key(10)));
    EXPECT_EQ(ask(report(signature, built).as(session)).body, fmt::format(R"({{"results":[{{{}}}]}})", expected));
    EXPECT_EQ(ask(report(signature, built).as(session)).body,
              fmt::format(R"({{"results":[{{{},"duplicate":true}}]}})", expected));
    EXPECT_EQ(ask_as_shop(get(wallet_path("submissions/" + signature))).at("/status"), "confirmed");
    EXPECT_EQ(ask_as_shop(get("/stats")).at("/transactions"), "1");
}

TEST_F(RefreshAndReport, SaysWhatIsWrongWithAReport) {
    const auto built = build();
    const std::string signature = land(built);
    const auto theirs = ask(report(signature, built).as(state_.other));
    EXPECT_EQ(theirs.at("/results/0/signature"), signature);
    EXPECT_EQ(theirs.at("/results/0/status"), "failed");
    EXPECT_EQ(theirs.at("/results/0/includes"), "[]");
    EXPECT_EQ(theirs.at("/results/0/error/code"), "ticket_invalid");
    expect_error(ask_as_shop(report("x", built)), 400, "invalid_request",
                 "sent[0].signature must be the signature of a transaction in base58");
}

TEST_F(RefreshAndReport, WaitsNoLongerThanAllowed) {
    state_.submit_max_wait = std::chrono::milliseconds{0};
    ApiWorker worker{state_, io_, rpc_};
    const auto answer = worker.ask(report(to_base58(solana::Signature{}), build()).as(state_.shop));
    EXPECT_EQ(answer.at("/results/0/status"), "pending") << answer.body;
}

TEST_F(RefreshAndReport, LooksForSoManySignaturesOfASession) {
    const auto built = build();
    const auto session = state_.session(state_.shop, state_.wallet, {Scope::transactions_submit});
    const std::string owner = session.id;
    std::vector<limits::Slots::Slot> held;
    while (auto slot = state_.look_up_slots.take(owner)) held.push_back(std::move(slot));
    EXPECT_EQ(held.size(), 64U);
    const auto signature = land(built);
    const auto refused = ask(report(signature, built).as(session));
    expect_error(refused, 429, "rate_limited", "Too many reports of this session wait for the chain");
    EXPECT_EQ(ask_as_shop(report(signature, built)).status, 200);  // the key's own
    held.pop_back();
    EXPECT_EQ(ask(report(signature, built).as(session)).status, 200);
    EXPECT_NE(state_.look_up_slots.take(owner), nullptr);  // given back
}

}  // namespace
}  // namespace burner::api
