#include "api/api_test.hpp"
#include "fakes/change_submission.hpp"

namespace burner::api {
namespace {

using testing::StartsWith;

class Transactions : public ApiTest {
  protected:
    std::string burn_and_close(std::string_view members = "") const {
        return fmt::format(R"({{"items":[{{"type":"empty_account","address":"{}","action":"close"}},)"
                           R"({{"type":"token","address":"{}","action":"burn","expectedBalance":"5"}}]{}}})",
                           to_base58(key(10)), to_base58(key(11)), members);
    }
    Answer build(std::string body) { return ask_as_shop(post(wallet_path("transactions"), std::move(body))); }
    Ask submit(std::string body) const { return post(wallet_path("transactions/submit"), std::move(body)); }
};

/// The documented arithmetic: the donation is rounded down, net = gross − donation.
TEST_F(Transactions, AreBuiltWithTheDocumentedFields) {
    const auto answer = build(burn_and_close(R"(,"donationPercentage":0.05)"));
    EXPECT_EQ(answer.status, 200);
    const std::string first = "/transactions/0";
    EXPECT_EQ(answer.at("/transactions/1"), "<none>");
    EXPECT_EQ(answer.at(first + "/includes"),
              fmt::format(R"([{{"type":"empty_account","address":"{}","action":"close"}},)"
                          R"({{"type":"token","address":"{}","action":"burn"}}])",
                          to_base58(key(10)), to_base58(key(11))));
    EXPECT_EQ(answer.at(first + "/grossRebate"), "4078560");
    EXPECT_EQ(answer.at(first + "/donationBase"), "4078560");
    EXPECT_EQ(answer.at(first + "/donationAmount"), "203928");
    EXPECT_EQ(answer.at(first + "/netRebate"), "3874632");
    EXPECT_EQ(answer.at(first + "/lastValidBlockHeight"), "1050");
    EXPECT_THAT(answer.at(first + "/submissionTicket"), StartsWith("ticket_"));
    EXPECT_THAT(answer.at(first + "/expiresAt"), StartsWith("2026-04-09T12:0"));
    for (const auto* field :
         {"/computeUnitsNeeded", "/networkFee", "/instructions/0/programId", "/instructions/0/text"})
        EXPECT_NE(answer.at(first + field), "<none>") << field;
    EXPECT_EQ(answer.at("/rejected"), "[]");
    EXPECT_EQ(answer.at("/totals/transactions"), "1");
    EXPECT_EQ(answer.at("/totals/items"), "2");
    EXPECT_EQ(answer.at("/totals/donationBase"), "4078560");
    EXPECT_EQ(answer.at("/totals/netRebate"), "3874632");

    const auto bytes = base::from_base64(answer.at(first + "/transactionBase64")).value();
    const auto transaction = solana::parse_transaction(bytes).value();
    EXPECT_EQ(transaction.signatures, std::vector{solana::Signature{}});
}

TEST_F(Transactions, SayWhoPays) {
    const std::string another = to_base58(key(77));
    rpc_.put(key(77), solana::ids::system, 10'000'000, {});
    const std::pair<std::string, std::string> rows[] = {{"", wallet_text()},
                                                        {R"(,"feePayer":"wallet")", wallet_text()},
                                                        {R"(,"feePayer":"auto")", wallet_text()},
                                                        {fmt::format(R"(,"feePayer":"{}")", another), another}};
    for (const auto& [member, payer] : rows) {
        const auto answer = build(burn_and_close(member));
        EXPECT_EQ(answer.at("/transactions/0/feePayer"), payer) << member;
    }
}

TEST_F(Transactions, NameWhatCouldNotBeBuilt) {
    account(11, 6);  // the user reviewed 5
    const auto answer = build(burn_and_close());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/totals/items"), "1");
    EXPECT_EQ(answer.at("/rejected/0/address"), to_base58(key(11)));
    EXPECT_EQ(answer.at("/rejected/0/type"), "token");
    EXPECT_EQ(answer.at("/rejected/0/action"), "burn");
    EXPECT_EQ(answer.at("/rejected/0/code"), "balance_changed");
    EXPECT_NE(answer.at("/rejected/0/message"), "<none>");
    EXPECT_EQ(answer.at("/rejected/1"), "<none>");
}

TEST_F(Transactions, AreSubmittedOnceHoweverOftenTheyAreSent) {
    const std::string body = signed_body(build(close_body()));
    const auto session = state_.session(state_.shop, state_.wallet, {Scope::transactions_submit});
    const auto first = ask(submit(body).as(session));
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, fmt::format(R"({{"results":[{{"signature":"{}","status":"submitted",)"
                                      R"("includes":[{{"type":"empty_account","address":"{}","action":"close"}}]}}]}})",
                                      first.at("/results/0/signature"), to_base58(key(10))));
    EXPECT_EQ(rpc_.sent.size(), 1U);
    const auto second = ask(submit(body).as(session));
    EXPECT_EQ(second.at("/results/0/status"), "duplicate");
    EXPECT_EQ(second.at("/results/0/signature"), first.at("/results/0/signature"));
    EXPECT_EQ(rpc_.sent.size(), 1U);
}

TEST_F(Transactions, CanBeFollowedByTheirSignature) {
    const auto submitted = ask_as_shop(submit(signed_body(build(close_body()))));
    const std::string signature = submitted.at("/results/0/signature");
    const auto path = wallet_path("submissions/" + signature);
    EXPECT_EQ(ask_as_shop(get(path)).body,
              fmt::format(R"({{"signature":"{}","status":"submitted","slot":null,"includes":[{{"type":"empty_account",)"
                          R"("address":"{}","action":"close"}}],"netRebate":2039280}})",
                          signature, to_base58(key(10))));

    const auto open = state_.open_submissions();
    using Standing = transactions::SubmissionStatus;
    struct Row {
        transactions::Progress progress;
        std::string_view status, slot, code, message;
    };
    const Row rows[] = {
        {{Standing::confirmed, 7, ""}, "confirmed", "7", "<none>", "<none>"},
        {{Standing::failed, 7, "InstructionError"}, "failed", "7", "simulation_failed", "InstructionError"},
    };
    for (const auto& row : rows) {
        ASSERT_TRUE(fakes::change(state_.submissions, open.at(0).digest, row.progress));
        const auto answer = ask_as_shop(get(path));
        EXPECT_EQ(answer.at("/status"), row.status);
        EXPECT_EQ(answer.at("/slot"), row.slot);
        EXPECT_EQ(answer.at("/error/code"), row.code);
        EXPECT_EQ(answer.at("/error/message"), row.message);
    }
}

TEST_F(Transactions, OfOthersCannotBeFollowed) {
    const auto submitted = ask_as_shop(submit(signed_body(build(close_body()))));
    const auto rest = "submissions/" + submitted.at("/results/0/signature");
    const auto theirs = ask(get(wallet_path(rest)).as(state_.other));
    expect_error(theirs, 404, "not_found", "Submission not found");
    expect_error(ask_as_shop(get(fmt::format("/wallet/{}/{}", to_base58(key(99)), rest))), 404, "not_found",
                 "Submission not found");
    expect_error(ask_as_shop(get(wallet_path("submissions/x"))), 400, "invalid_request",
                 "signature must be the base58 text of 64 bytes");
}

TEST_F(Transactions, AreNotSentForATestKey) {
    Tenant test = state_.shop;
    test.key = state_.keys.create(test.project.id, {.mode = access::Mode::test}, "test").value();
    const auto built = ask(post(wallet_path("transactions"), close_body()).as(test));
    const auto answer = ask(submit(signed_body(built)).as(test));
    EXPECT_EQ(answer.at("/results/0/status"), "submitted") << answer.body;
    EXPECT_EQ(answer.at("/results/0/simulated"), "true");
    EXPECT_TRUE(rpc_.sent.empty());
    EXPECT_TRUE(state_.open_submissions().empty());
}

TEST_F(Transactions, OfAnotherProjectAreRefused) {
    const std::string body = signed_body(build(close_body()));
    const auto answer = ask(submit(body).as(state_.other));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.at("/results/0/status"), "failed");
    EXPECT_EQ(answer.at("/results/0/signature"), "null");
    EXPECT_EQ(answer.at("/results/0/includes"), "[]");
    EXPECT_EQ(answer.at("/results/0/error/code"), "ticket_invalid");
    EXPECT_NE(answer.at("/results/0/error/message"), "<none>");
    EXPECT_TRUE(rpc_.sent.empty());
}

}  // namespace
}  // namespace burner::api
