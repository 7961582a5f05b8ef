#include <set>

#include "api/api_test.hpp"

namespace burner::api {
namespace {

using testing::HasSubstr;
using testing::Not;

class Conventions : public ApiTest {
  protected:
    Ask assets() const { return get(wallet_path("assets")); }
    Ask mint() const { return post("/sessions", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text())); }
};

TEST_F(Conventions, EveryErrorHasTheDocumentedBody) {
    const auto answer = ask(assets());
    EXPECT_EQ(answer.body, fmt::format(R"({{"statusCode":401,"message":"Missing credentials","error":"Unauthorized",)"
                                       R"("code":"missing_credentials","requestId":"{}"}})",
                                       answer.header("X-Request-Id").value_or("")));
    EXPECT_EQ(answer.content_type, "application/json");
}

TEST_F(Conventions, EveryAnswerHasAnIdOfItsOwn) {
    std::set<std::string> ids;
    ApiWorker second{state_, io_, rpc_};
    const std::vector<Ask> asks{assets(),
                                assets().as(state_.shop),
                                get("/nothing"),
                                {.target = "/health"},
                                delete_of("/sessions/x").as(state_.shop),
                                mint().as(state_.shop),
                                {.method = "OPTIONS", .target = assets().target}};
    for (const auto& wanted : asks) {
        ids.insert(worker_.ask(wanted).header("X-Request-Id").value_or(""));
        ids.insert(second.ask(wanted).header("X-Request-Id").value_or(""));
    }
    ids.insert(std::string{worker_.gate.refuse(413, "too large", "127.0.0.1").headers.at(0).value});
    EXPECT_EQ(ids.size(), asks.size() * 2 + 1);
    EXPECT_FALSE(ids.contains(""));
}

TEST_F(Conventions, RefusalsOfHttpItselfHaveTheSameBody) {
    const std::pair<int, std::string_view> rows[] = {
        {400, "invalid_request"}, {408, "invalid_request"}, {413, "payload_too_large"}, {414, "invalid_request"},
        {431, "invalid_request"}, {500, "internal"},        {501, "invalid_request"},   {503, "overloaded"},
    };
    for (const auto& [status, code] : rows) {
        const auto response = worker_.gate.refuse(status, "a reason", "127.0.0.1");
        const Answer answer{response.status, response.body};
        expect_error(answer, status, code, "a reason");
        EXPECT_EQ(answer.at("/statusCode"), std::to_string(status));
        EXPECT_EQ(answer.at("/error"), http::status_text(status));
    }
    expect_error({500, worker_.gate.refuse(500, {}, "127.0.0.1").body}, 500, "internal", "Internal server error");
}

TEST_F(Conventions, ABugIsAnsweredWithoutItsReason) {
    state_.store.bug = "/secret/path is on fire";
    for (const auto& wanted : {delete_of("/sessions/x").as(state_.other), delete_of("/sessions/x").as(state_.shop)}) {
        const auto answer = ask(wanted);
        expect_error(answer, 500, "internal", "Internal server error");
        EXPECT_THAT(answer.body, Not(HasSubstr("fire")));
        EXPECT_TRUE(answer.header("X-Request-Id"));
    }
    state_.store.bug.reset();
    EXPECT_EQ(ask_as_shop(assets()).status, 200);
}

TEST_F(Conventions, AuthenticatedAnswersSayWhatIsLeftOfTheMinute) {
    const auto first = ask_as_shop(assets());
    EXPECT_EQ(first.header("X-RateLimit-Limit"), "600");
    EXPECT_EQ(first.header("X-RateLimit-Remaining"), "599");
    EXPECT_EQ(first.header("Retry-After"), std::nullopt);
    const auto by_session = ask(assets().as(state_.session(state_.shop, state_.wallet)));
    EXPECT_EQ(by_session.header("X-RateLimit-Remaining"), "598");
    const auto refused = ask(assets().as(state_.session(state_.shop, key(99))));
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "597");
    EXPECT_EQ(ask_as_shop(post("/sessions", "{")).header("X-RateLimit-Remaining"), "596");
    EXPECT_EQ(ask(assets().as(state_.other)).header("X-RateLimit-Remaining"), "599");
    EXPECT_EQ(ask(assets()).header("X-RateLimit-Limit"), std::nullopt);
}

TEST_F(Conventions, TheThirtyFirstRequestOfAMinuteOfSparkWaits) {
    const Tenant spark = state_.tenant("spark");
    for (int left = 29; left >= 0; --left) {
        const auto answer = ask(assets().as(spark));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.header("X-RateLimit-Remaining"), std::to_string(left));
    }
    state_.clock.advance(std::chrono::milliseconds{18'500});
    for (const auto& wanted : {assets().as(spark), assets().as(state_.session(spark, state_.wallet))}) {
        const auto answer = ask(wanted);
        expect_error(answer, 429, "rate_limited", "Rate limit exceeded");
        EXPECT_EQ(answer.header("Retry-After"), "42");
        EXPECT_EQ(answer.header("X-RateLimit-Limit"), "30");
        EXPECT_EQ(answer.header("X-RateLimit-Remaining"), "0");
        EXPECT_EQ(answer.header("WWW-Authenticate"), std::nullopt);
    }
    state_.clock.advance(std::chrono::milliseconds{41'500});
    EXPECT_EQ(ask(assets().as(spark)).status, 200);
}

TEST_F(Conventions, ALimitThatIsDecidedLaterHoldsAllTheSame) {
    state_.rate_limit.is_late = true;
    const Tenant spark = state_.tenant("spark");
    for (int left = 29; left >= 0; --left) {
        const auto answer = ask(assets().as(spark));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.header("X-RateLimit-Remaining"), std::to_string(left));
    }
    const auto refused = ask(assets().as(spark));
    expect_error(refused, 429, "rate_limited", "Rate limit exceeded");
    EXPECT_EQ(refused.header("Retry-After"), "60");
    EXPECT_EQ(refused.header("X-RateLimit-Remaining"), "0");
}

TEST_F(Conventions, TheMonthsQuotaEndsUntilTheNextMonth) {
    const Tenant tiny = state_.tenant("tiny");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(assets().as(tiny)).status, 200);
    const auto answer = ask(assets().as(tiny));
    expect_error(answer, 429, "quota_exceeded", "Monthly quota exceeded");
    // From 2026-04-09T12:00:00Z to 2026-05-01T00:00:00Z.
    EXPECT_EQ(answer.header("Retry-After"), std::to_string((21 * 24 + 12) * 3'600));
    EXPECT_EQ(ask_as_shop(assets()).status, 200);
    state_.clock.advance(std::chrono::hours{21 * 24 + 12});
    EXPECT_EQ(ask(assets().as(tiny)).status, 200);
}

TEST_F(Conventions, UnknownPathsAreNotFound) {
    for (const auto* path : {"/", "/nothing", "/sessions/", "/wallet//assets", "/wallet/x/assets/", "/SESSIONS"}) {
        const auto answer = ask_as_shop(get(path));
        expect_error(answer, 404, "not_found", "Not found");
        EXPECT_EQ(answer.header("Allow"), std::nullopt);
    }
    for (const auto* target : {"/", "", "*", "/sessions", "/api/v1/burner", "/api/v1/burner/health",
                               "/api/v1/burnerhealth", "//health", "/health/"}) {
        expect_error(ask({.target = target}), 404, "not_found", "Not found");
    }
}

TEST_F(Conventions, AnotherMethodIsRefusedWithTheMethodsThatThereAre) {
    const std::tuple<std::string, std::string, std::string> rows[] = {
        {"GET", "/api/v1/burner/sessions", "POST"},
        {"PUT", assets().target, "GET, HEAD"},
        {"PATCH", "/api/v1/burner/sessions/x", "DELETE"},
        {"GET", "/api/v1/burner/sessions/revoke", "POST"},
        {"DELETE", "/api/v1/burner/sessions/revoke", "POST"},
        {"DELETE", "/api/v1/burner/sessions/introspect", "POST"},
        {"POST", "/health", "GET, HEAD"},
        {"BREW", "/health", "GET, HEAD"},
    };
    for (const auto& [method, target, allow] : rows) {
        const auto answer = ask({.method = method, .target = target});
        expect_error(answer, 405, "method_not_allowed", "Method not allowed");
        EXPECT_EQ(answer.header("Allow"), allow) << method << ' ' << target;
    }
}

TEST_F(Conventions, ASessionMayBeCalledAsARouteIsInPart) {
    for (const auto* id : {"revoked", "revoke.", "Revoke"}) {
        EXPECT_EQ(ask_as_shop({.method = "DELETE", .target = fmt::format("/api/v1/burner/sessions/{}", id)}).status,
                  204);
    }
}

TEST_F(Conventions, OptionsOfTheServerNameItsMethods) {
    const auto answer = ask({.method = "OPTIONS", .target = "*"});
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.header("Allow"), "POST, DELETE, GET, HEAD, OPTIONS");
    EXPECT_EQ(answer.body, "");
}

TEST_F(Conventions, AnAnswerThatWaitsCountsForWhoAsked) {
    const auto shop = ask_as_shop(assets()).owner;
    EXPECT_EQ(ask_as_shop(get("/stats")).owner, shop);
    EXPECT_EQ(ask(assets().as(state_.session(state_.shop, state_.wallet))).owner, shop);
    EXPECT_NE(ask(assets().as(state_.other)).owner, shop);
    Ask health{.target = "/health"};
    const auto nobody = ask(health).owner;
    EXPECT_EQ(ask({.target = "/openapi.json"}).owner, nobody);
    EXPECT_NE(nobody, shop);
    health.from = "127.0.0.2";
    EXPECT_NE(ask(health).owner, nobody);
}

TEST_F(Conventions, TheDocumentIsOneTextForAll) {
    const auto first = ask({.target = "/openapi.json"});
    ASSERT_NE(first.shared_body, nullptr);
    EXPECT_EQ(ask({.target = "/openapi.json"}).shared_body, first.shared_body);
}

TEST_F(Conventions, HeadIsAnsweredAsGet) {
    Ask head = assets();
    head.method = "HEAD";
    EXPECT_EQ(ask_as_shop(head).status, 200);
    EXPECT_EQ(ask(head).status, 401);
}

TEST_F(Conventions, APreflightAllowsTokensAndNoApiKeys) {
    const auto answer = ask(Ask{.method = "OPTIONS", .target = assets().target}
                                .with("Origin", "https://shop.example")
                                .with("Access-Control-Request-Method", "GET"));
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*");
    EXPECT_EQ(answer.header("Access-Control-Allow-Methods"), "GET, HEAD");
    EXPECT_EQ(answer.header("Access-Control-Allow-Headers"), "Authorization, Content-Type, DPoP, Idempotency-Key");
    EXPECT_EQ(answer.header("Access-Control-Allow-Credentials"), std::nullopt);
    EXPECT_EQ(ask({.method = "OPTIONS", .target = "/api/v1/burner/nothing"}).status, 404);
}

TEST_F(Conventions, ABrowserMayReadEveryAnswer) {
    const auto minted = state_.session(state_.shop, state_.wallet);
    for (const auto& wanted :
         {assets().as(minted), assets(), get("/nothing"), post(wallet_path("transactions"), "{").as(minted)}) {
        const auto answer = ask(Ask{wanted}.with("Origin", "https://shop.example"));
        EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), "*") << answer.body;
        const auto exposed = answer.header("Access-Control-Expose-Headers").value_or("");
        for (const auto* name : {"X-Request-Id", "Retry-After", "X-RateLimit-Remaining", "Idempotency-Replayed"})
            EXPECT_THAT(exposed, HasSubstr(name));
    }
    EXPECT_EQ(ask(assets().as(minted)).header("Access-Control-Allow-Origin"), std::nullopt);
}

TEST_F(Conventions, AProjectMayKeepToItsOwnOrigins) {
    const Tenant strict =
        state_.tenant("inferno", {"https://a.example", "https://b.example", "https://*.preview.example"});
    const auto by = [&](std::string origin) {
        return ask(assets().as(state_.session(strict, state_.wallet)).with("Origin", std::move(origin)));
    };
    for (const auto* origin : {"https://b.example", "https://B.example:443", "https://pr-7.preview.example"})
        EXPECT_EQ(by(origin).status, 200) << origin;
    for (const std::string origin : {"https://c.example", "https://a.example:444", "http://a.example",
                                     "https://preview.example", "https://a.b.preview.example", "null"})
        expect_error(by(origin), 403, "origin_not_allowed", "Origin not allowed: " + origin);
    for (const auto* origin : {"", "https://a.example/", "\"}\xff"})
        expect_error(by(origin), 403, "origin_not_allowed", "Origin not allowed");
    EXPECT_EQ(ask(assets().as(state_.session(strict, state_.wallet))).status, 200);
    EXPECT_EQ(ask(assets().as(strict)).status, 200);
}

TEST_F(Conventions, BodiesAreJsonAndSaySo) {
    const auto by = [&](const std::vector<HeaderText>& headers) {
        Ask wanted = mint().as(state_.shop);
        wanted.headers.insert(wanted.headers.end(), headers.begin(), headers.end());
        return ask(wanted);
    };
    for (const auto* type : {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8",
                             "application/json;charset=\"UTF-8\"", " application/json "})
        EXPECT_EQ(by({{"Content-Type", type}}).status, 200) << type;
    for (const auto* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                             "application/json; charset=latin1", "application/jsonp", "application/json; v=1",
                             "application/json, text/plain"})
        expect_error(by({{"Content-Type", type}}), 415, "unsupported_media_type",
                     "Content-Type must be application/json");
    for (const auto* coding : {"gzip", "br", "deflate", "identity, gzip"})
        expect_error(by({{"Content-Encoding", coding}}), 415, "unsupported_media_type",
                     "Content-Encoding must be identity");
    EXPECT_EQ(by({{"Content-Encoding", "identity"}}).status, 200);
    Ask bare = mint().as(state_.shop);
    bare.body.reset();
    expect_error(ask(bare), 400, "invalid_request", "Body must be valid JSON");
}

}  // namespace
}  // namespace burner::api
