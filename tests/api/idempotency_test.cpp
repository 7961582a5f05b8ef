#include "api/api_test.hpp"
#include "base/timestamp.hpp"

namespace burner::api {
namespace {

class IdempotencyKey : public ApiTest {
  protected:
    std::string body(std::string_view members = "") const {
        return fmt::format(R"({{"walletAddress":"{}"{}}})", wallet_text(), members);
    }
    Ask mint(std::string key_text, std::string members = "") const {
        return post("/sessions", body(members)).with("Idempotency-Key", std::move(key_text));
    }
};

TEST_F(IdempotencyKey, ReplaysTheSameBytes) {
    const auto first = ask_as_shop(mint("order-1"));
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.header("Idempotency-Replayed"), std::nullopt);
    state_.clock.advance(std::chrono::minutes{1});
    const auto again = ask_as_shop(mint("order-1"));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(again.header("Cache-Control"), "no-store");
    EXPECT_NE(again.header("X-Request-Id"), first.header("X-Request-Id"));
    EXPECT_TRUE(again.header("X-RateLimit-Remaining"));
    EXPECT_NE(ask_as_shop(mint("order-2")).body, first.body);
}

TEST_F(IdempotencyKey, RefusesAnotherBody) {
    ask_as_shop(mint("order-1"));
    const auto answer = ask_as_shop(mint("order-1", R"(,"ttlSeconds":60)"));
    expect_error(answer, 422, "idempotency_conflict", "Idempotency-Key was used with a different request body");
}

TEST_F(IdempotencyKey, BelongsToOneCallerAndOnePath) {
    const auto mine = ask_as_shop(mint("order-1"));
    const auto theirs = ask(mint("order-1").as(state_.other));
    EXPECT_EQ(theirs.status, 200);
    EXPECT_EQ(theirs.header("Idempotency-Replayed"), std::nullopt);
    EXPECT_NE(theirs.body, mine.body);
    const auto elsewhere = ask_as_shop(post("/sessions/revoke", body()).with("Idempotency-Key", "order-1"));
    EXPECT_EQ(elsewhere.body, R"({"revoked":true})");
}

TEST_F(IdempotencyKey, OfTwoAtOnceOneIsInFlight) {
    ask_as_shop(get("/stats"));  // the key's quota is reserved, for which the first request would wait
    const auto build = post(wallet_path("transactions"), close_body()).with("Idempotency-Key", "k").as(state_.shop);
    const auto answers = worker_.ask_all({build, build});
    EXPECT_EQ(answers[0].status, 200);
    expect_error(answers[1], 409, "idempotency_in_flight", "A request with this Idempotency-Key is in progress");
    const auto later = ask(build);
    EXPECT_EQ(later.body, answers[0].body);
    EXPECT_EQ(later.header("Idempotency-Replayed"), "true");
}

TEST_F(IdempotencyKey, IsFreeAgainAfterAnError) {
    const auto wrong = ask_as_shop(mint("order-1", R"(,"ttlSeconds":0)"));
    EXPECT_EQ(wrong.status, 400);
    const auto right = ask_as_shop(mint("order-1"));
    EXPECT_EQ(right.status, 200);
    EXPECT_EQ(right.header("Idempotency-Replayed"), std::nullopt);

    const auto build = post(wallet_path("transactions"), close_body()).with("Idempotency-Key", "k").as(state_.shop);
    rpc_.failing = {fakes::FakeRpc::Method::accounts, fakes::FakeRpc::Method::token_accounts,
                    fakes::FakeRpc::Method::blockhash};
    EXPECT_EQ(ask(build).status, 502);
    rpc_.failing.clear();
    EXPECT_EQ(ask(build).status, 200);
}

TEST_F(IdempotencyKey, IsKeptForADayWhereTheAnswerIsOfUseForSoLong) {
    const auto replayed = [this] {
        const auto submit = post(wallet_path("transactions/submit"),
                                 R"({"signed":[{"transactionBase64":"AA==","submissionTicket":"x"}]})");
        return ask_as_shop(Ask{submit}.with("Idempotency-Key", "k")).header("Idempotency-Replayed").has_value();
    };
    EXPECT_FALSE(replayed());
    state_.clock.advance(limits::Idempotency::kept - std::chrono::milliseconds{1});
    EXPECT_TRUE(replayed());
    state_.clock.advance(std::chrono::milliseconds{1});
    EXPECT_FALSE(replayed());
}

TEST_F(IdempotencyKey, KeepsASessionUntilItExpires) {
    const auto first = ask_as_shop(mint("order-1", R"(,"ttlSeconds":60)"));
    state_.clock.advance(std::chrono::seconds{59});
    EXPECT_EQ(ask_as_shop(mint("order-1", R"(,"ttlSeconds":60)")).body, first.body);
    state_.clock.advance(std::chrono::seconds{1});
    EXPECT_NE(ask_as_shop(mint("order-1", R"(,"ttlSeconds":60)")).body, first.body);
}

TEST_F(IdempotencyKey, KeepsABuildUntilItsBlockhashEnds) {
    const auto build = post(wallet_path("transactions"), close_body()).with("Idempotency-Key", "k").as(state_.shop);
    const auto first = ask(build);
    const auto end = base::from_rfc3339(first.at("/transactions/0/expiresAt")).value();
    state_.clock.advance(end - state_.clock.now() - std::chrono::milliseconds{1});
    EXPECT_EQ(ask(build).header("Idempotency-Replayed"), "true");
    state_.clock.advance(std::chrono::milliseconds{1});
    EXPECT_EQ(ask(build).header("Idempotency-Replayed"), std::nullopt);
}

TEST_F(IdempotencyKey, IsPrintableAsciiOfBoundedLength) {
    const std::string message = "Idempotency-Key must be 1 to 128 printable ASCII characters";
    for (const auto& text :
         {std::string{}, std::string(129, 'k'), std::string{"a\tb"}, std::string{"k\xc3\xa9"}, std::string{"\x7f"}})
        expect_error(ask_as_shop(mint(text)), 400, "invalid_request", message);
    EXPECT_EQ(ask_as_shop(mint(std::string(128, 'k'))).status, 200);
}

TEST_F(IdempotencyKey, SaysNothingToThoseWhoMayNot) {
    ask_as_shop(mint("order-1"));
    EXPECT_EQ(ask(mint("order-1")).status, 401);
    EXPECT_EQ(ask(mint("order-1").as(state_.session(state_.shop, state_.wallet))).status, 403);
}

TEST_F(IdempotencyKey, MeansNothingToAGet) {
    const auto assets = get(wallet_path("assets")).with("Idempotency-Key", std::string(200, 'k'));
    EXPECT_EQ(ask_as_shop(assets).status, 200);
}

}  // namespace
}  // namespace burner::api
