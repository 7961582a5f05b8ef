#include "api/api_test.hpp"

namespace burner::api {
namespace {

using transactions::Progress;
using Status = transactions::SubmissionStatus;

class WaitFor : public ApiTest {
  protected:
    WaitFor() { submit_body_ = signed_body(ask_as_shop(post(wallet_path("transactions"), close_body()))); }
    /// The submission's body with `waitFor`.
    Ask submit(std::string_view goal) const {
        auto body = submit_body_;
        body.pop_back();
        return post(wallet_path("transactions/submit"), fmt::format(R"({},"waitFor":{}}})", body, goal));
    }
    /// The chain decides while the transaction is sent.
    void chain_says(std::vector<Progress> changes) {
        rpc_.on_send = [this, changes = std::move(changes)](
                           const base::Bytes&) -> base::Result<solana::Signature, solana::SendFailure> {
            for (const Progress& next : changes) {
                state_.submission_changes.apply({{state_.open_submissions().at(0).digest, next}}).value();
            }
            return solana::Signature{};
        };
    }

    std::string submit_body_;
};

TEST_F(WaitFor, AnswersWhatHasComeOfIt) {
    chain_says({{Status::confirmed, 7, {}}});
    const auto answer = ask_as_shop(submit(R"("confirmed")"));
    EXPECT_EQ(answer.body,
              fmt::format(R"({{"results":[{{"signature":"{}","status":"confirmed","slot":7,)"
                          R"("includes":[{{"type":"empty_account","address":"{}","action":"close"}}]}}]}})",
                          answer.at("/results/0/signature"), to_base58(key(10))));
}

TEST_F(WaitFor, AnswersAFailureWithItsSignatureAndReason) {
    chain_says({{Status::confirmed, 7, {}}, {Status::failed, 7, "InstructionError 1: Custom 3"}});
    const auto answer = ask_as_shop(submit(R"("finalized")"));
    EXPECT_EQ(answer.at("/results/0/status"), "failed");
    EXPECT_EQ(answer.at("/results/0/slot"), "7");
    EXPECT_NE(answer.at("/results/0/signature"), "null");
    EXPECT_EQ(answer.at("/results/0/error/code"), "simulation_failed");
    EXPECT_EQ(answer.at("/results/0/error/message"), "InstructionError 1: Custom 3");
}

TEST_F(WaitFor, AnswersTheStatusSoFarWhenTheTimeIsOver) {
    chain_says({{Status::confirmed, 7, {}}});
    EXPECT_EQ(ask_as_shop(submit(R"("finalized")")).at("/results/0/status"), "confirmed");
}

TEST_F(WaitFor, WaitsForADuplicateToo) {
    const auto first = ask_as_shop(post(wallet_path("transactions/submit"), submit_body_));
    EXPECT_EQ(first.at("/results/0/slot"), "<none>");
    const auto pending = ask_as_shop(submit(R"("confirmed")"));
    EXPECT_EQ(pending.at("/results/0/status"), "submitted");
    EXPECT_EQ(pending.at("/results/0/slot"), "null");
    EXPECT_EQ(pending.at("/results/0/duplicate"), "true");
    const auto digest = state_.open_submissions().at(0).digest;
    state_.submission_changes.apply({{digest, {Status::expired, {}, {}}}}).value();
    const auto expired = ask_as_shop(submit(R"("confirmed")"));
    EXPECT_EQ(expired.at("/results/0/status"), "expired");
    EXPECT_EQ(expired.at("/results/0/error/code"), "blockhash_expired");
    EXPECT_EQ(expired.at("/results/0/signature"), first.at("/results/0/signature"));
    EXPECT_EQ(rpc_.sent.size(), 1U);
}

TEST_F(WaitFor, DoesNotWaitForWhatIsNotSent) {
    const auto refused = ask(submit(R"("confirmed")").as(state_.other));
    EXPECT_EQ(refused.at("/results/0/error/code"), "ticket_invalid");
    Tenant test = state_.shop;
    test.key = state_.keys.create(test.project.id, {.mode = access::Mode::test}, "test").value();
    submit_body_ = signed_body(ask(post(wallet_path("transactions"), close_body()).as(test)));
    const auto simulated = ask(submit(R"("finalized")").as(test));
    EXPECT_EQ(simulated.at("/results/0/status"), "submitted") << simulated.body;
    EXPECT_EQ(simulated.at("/results/0/simulated"), "true");
    EXPECT_EQ(simulated.at("/results/0/slot"), "<none>");
}

TEST_F(WaitFor, ReplaysItsAnswerUnderAnIdempotencyKey) {
    const auto wanted = submit(R"("confirmed")").with("Idempotency-Key", "k").as(state_.shop);
    const auto both = worker_.ask_all({wanted, wanted});
    EXPECT_EQ(both[0].at("/results/0/status"), "submitted");
    expect_error(both[1], 409, "idempotency_in_flight", "A request with this Idempotency-Key is in progress");
    state_.submission_changes.apply({{state_.open_submissions().at(0).digest, {Status::confirmed, 7, {}}}}).value();
    const auto again = ask(wanted);
    EXPECT_EQ(again.body, both[0].body);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
}

TEST_F(WaitFor, NamesTheFieldThatIsWrong) {
    for (const auto* goal : {R"("processed")", R"("")", R"("Confirmed")"}) {
        expect_error(ask_as_shop(submit(goal)), 400, "invalid_request", "waitFor must be one of confirmed, finalized");
    }
    for (const auto* goal : {"true", "null", "1", "[]"}) {
        expect_error(ask_as_shop(submit(goal)), 400, "invalid_request", "waitFor must be a string");
    }
    EXPECT_TRUE(rpc_.sent.empty());
}

}  // namespace
}  // namespace burner::api
