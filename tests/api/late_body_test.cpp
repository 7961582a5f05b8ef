// What the gate asks before it wants the body of a request, and what it does with one that takes long or never comes.
#include "api/api_test.hpp"

namespace burner::api {
namespace {

using std::chrono::milliseconds;

class LateBody : public ApiTest {
  protected:
    Ask build() {
        late_.body = close_body();
        return late(wallet_path("transactions"));
    }
    Ask mint() {
        late_.body = fmt::format(R"({{"walletAddress":"{}"}})", wallet_text());
        return late("/sessions");
    }
    Ask late(std::string_view path) {
        Ask wanted = post(path, {});
        wanted.body = std::nullopt;
        wanted.late = &late_;
        return wanted;
    }
    void expect_unwanted(const Ask& asked, int status) {
        EXPECT_EQ(ask(asked).status, status) << asked.target;
        EXPECT_TRUE(late_.owners.empty()) << asked.target;
    }

    LateClient late_;
};

TEST_F(LateBody, IsTakenAsIfItHadComeWithTheHead) {
    EXPECT_EQ(ask_as_shop(mint()).status, 200);
    const auto built = ask(build().as(state_.session(state_.shop, state_.wallet)));
    EXPECT_EQ(built.status, 200);
    EXPECT_EQ(built.at("/transactions/0/includes/0/address"), to_base58(key(10)));
    EXPECT_EQ(ask_as_shop(mint().with("Idempotency-Key", "once")).status, 200);
    EXPECT_EQ(ask_as_shop(mint().with("Idempotency-Key", "once")).header("Idempotency-Replayed"), "true");
    late_.body = "{}";
    expect_error(ask_as_shop(late("/sessions").with("Idempotency-Key", "once")), 422, "idempotency_conflict",
                 "Idempotency-Key was used with a different request body");
}

TEST_F(LateBody, IsNotWantedOfWhomTheHeadRefuses) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto reader = state_.session(state_.shop, state_.wallet, access::ScopeSet{Scope::wallet_read});
    expect_unwanted(build(), 401);
    expect_unwanted(build().with("X-Api-Key", "ak_live_x"), 401);
    expect_unwanted(build().with("Authorization", "Bearer x"), 401);
    expect_unwanted(mint().as(session), 403);
    expect_unwanted(build().as(reader), 403);
    expect_unwanted(late("/wallet/" + to_base58(key(3)) + "/transactions").as(session), 401);
    expect_unwanted(late("/wallet/x/transactions").as(state_.shop), 400);
    expect_unwanted(late("/nowhere").as(state_.shop), 404);
    expect_unwanted(late("/stats").as(state_.shop), 405);
    expect_unwanted(build().as(state_.shop).with("Content-Type", "text/plain"), 415);
    expect_unwanted(build().as(state_.shop).with("Content-Encoding", "gzip"), 415);
    const Tenant tiny = state_.tenant("tiny");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(get("/stats").as(tiny)).status, 200);
    expect_unwanted(build().as(tiny), 429);
}

TEST_F(LateBody, IsWantedOfAPostAlone) {
    Ask assets = get(wallet_path("assets"));
    assets.late = &late_;
    expect_unwanted(std::move(assets).as(state_.shop), 200);
}

TEST_F(LateBody, BelongsToTheApiKeyWithItsSessions) {
    ask_as_shop(mint());
    ask(build().as(state_.session(state_.shop, state_.wallet)));
    ask(build().as(state_.other));
    ASSERT_EQ(late_.owners.size(), 3U);
    EXPECT_EQ(late_.owners[0], late_.owners[1]);
    EXPECT_NE(late_.owners[0], late_.owners[2]);
}

TEST_F(LateBody, ThatTakesLongerThanASecondNeedsCredentialsThatStillHold) {
    const auto revoked_after = [&](milliseconds time) {
        const auto minted = state_.session(state_.shop, state_.wallet);
        late_.meanwhile = [this, time, id = minted.id] {
            state_.clock.advance(time);
            ASSERT_TRUE(state_.sessions.revoke(state_.shop.project.id, id));
        };
        return ask(build().as(minted));
    };
    EXPECT_EQ(revoked_after(milliseconds{1'000}).status, 200);
    const int calls = rpc_.total_calls();
    const auto refused = revoked_after(milliseconds{1'001});
    expect_error(refused, 401, "session_revoked", "Session revoked");
    EXPECT_NE(refused.header("WWW-Authenticate"), std::nullopt);
    EXPECT_EQ(rpc_.total_calls(), calls);

    const auto minted = state_.session(state_.shop, state_.wallet);
    late_.meanwhile = [&] { state_.clock.advance(milliseconds{60'000}); };
    EXPECT_EQ(ask(build().as(minted)).status, 200);
    late_.meanwhile = [&] { state_.clock.advance(std::chrono::hours{1}); };
    expect_error(ask(build().as(minted)), 401, "session_expired", "Session expired");
}

TEST_F(LateBody, ThatNeverComesIsRefusedAsHttpSays) {
    struct Row {
        http::Refusal refusal;
        std::string code;
        std::optional<std::string> retry_after;
    };
    for (const auto& [refusal, code, retry_after] :
         {Row{{400, "Malformed chunked body"}, "invalid_request", {}},
          Row{{408, "Request not received in time"}, "invalid_request", {}},
          Row{{413, "Request body too large"}, "payload_too_large", {}},
          Row{{429, "Too many large request bodies at once"}, "rate_limited", "1"},
          Row{{503, "The server cannot take another large request body"}, "overloaded", {}}}) {
        late_.refusal = refusal;
        const auto answer = ask_as_shop(mint());
        expect_error(answer, refusal.status, code, refusal.reason);
        EXPECT_EQ(answer.at("/statusCode"), std::to_string(refusal.status));
        EXPECT_EQ(answer.header("Retry-After"), retry_after);
        EXPECT_NE(answer.header("X-RateLimit-Remaining"), std::nullopt);
    }
}

}  // namespace
}  // namespace burner::api
