#include "api/api_test.hpp"

namespace burner::api {
namespace {

const std::string plain = R"(Bearer realm="burner")";

std::string with(std::string_view error, std::string_view description) {
    return fmt::format(R"({}, error="{}", error_description="{}")", plain, error, description);
}

struct Situation {
    std::string name;
    Ask ask;
    int status;
    std::string code;
    std::string message;
    std::optional<std::string> challenge;
};

/// RFC 6750 section 3, to the letter, and the messages of docs/openapi.yaml.
class Challenge : public ApiTest {
  protected:
    Ask assets() const { return get(wallet_path("assets")); }
    std::string token() const { return state_.session(state_.shop, state_.wallet).token; }
    std::string forged() const {
        std::string changed = token();
        char& letter = changed[changed.size() - 10];
        letter = letter == 'A' ? 'B' : 'A';
        return changed;
    }
    void expect(const Situation& row) {
        const auto answer = ask(row.ask);
        SCOPED_TRACE(row.name);
        expect_error(answer, row.status, row.code, row.message);
        EXPECT_EQ(answer.header("WWW-Authenticate"), row.challenge);
    }
};

TEST_F(Challenge, IsExactForEverySituationOfAnApiKey) {
    Tenant ended = state_.tenant("inferno");
    ASSERT_TRUE(state_.keys.revoke(ended.project.id, ended.key.record.id));
    Tenant strict = state_.tenant("inferno", {"https://shop.example"});
    const Situation rows[] = {
        {"no credentials", assets(), 401, "missing_credentials", "Missing credentials", plain},
        {"another scheme", assets().with("Authorization", "Basic YTpi"), 401, "missing_credentials",
         "Missing credentials", plain},
        {"both", assets().as(state_.shop).with("Authorization", "Bearer " + token()), 400, "two_credentials",
         "Use either an API key or a session token, not both",
         with("invalid_request", "Use either an API key or a session token, not both")},
        {"malformed key", assets().with("X-Api-Key", "ak_live_x"), 401, "invalid_api_key", "Invalid API key", plain},
        {"unknown key", assets().with("X-Api-Key", std::string{access::generate_api_key({}).reveal()}), 401,
         "invalid_api_key", "Invalid API key", plain},
        {"revoked key", assets().as(ended), 401, "api_key_revoked", "API key revoked", plain},
        {"key in a browser", assets().as(state_.shop).with("Origin", "https://shop.example"), 403, "api_key_in_browser",
         "API keys must not be used in a browser", plain},
        {"origin not allowed",
         assets().as(state_.session(strict, state_.wallet)).with("Origin", "https://evil.example"), 403,
         "origin_not_allowed", "Origin not allowed: https://evil.example", plain},
    };
    for (const auto& row : rows) expect(row);
}

TEST_F(Challenge, IsExactForEverySituationOfAToken) {
    const auto bearer = [&](const std::string& text) { return assets().with("Authorization", "Bearer " + text); };
    const auto invalid = [&](std::string name, Ask ask) {
        return Situation{
            std::move(name),         std::move(ask),          401,
            "invalid_session_token", "Invalid session token", with("invalid_token", "Invalid session token")};
    };
    ApiState elsewhere;
    const auto revoked = state_.session(state_.shop, state_.wallet);
    ASSERT_TRUE(state_.sessions.revoke(state_.shop.project.id, revoked.id));
    Tenant ended = state_.tenant("inferno");
    const auto orphan = state_.session(ended, state_.wallet);
    ASSERT_TRUE(state_.keys.revoke(ended.project.id, ended.key.record.id));
    const auto build_only = state_.session(state_.shop, state_.wallet, {Scope::transactions_build});
    const auto mint = post("/sessions", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text()));
    const Situation rows[] = {
        invalid("empty token", assets().with("Authorization", "Bearer")),
        invalid("malformed", bearer("a.b.c")),
        invalid("bad signature", bearer(forged())),
        invalid("unknown kid", bearer(elsewhere.session(elsewhere.shop, state_.wallet).token)),
        {"revoked", assets().as(revoked), 401, "session_revoked", "Session revoked",
         with("invalid_token", "Session revoked")},
        {"its key revoked", assets().as(orphan), 401, "session_revoked", "Session revoked",
         with("invalid_token", "Session revoked")},
        {"another wallet", assets().as(state_.session(state_.shop, key(99))), 401, "wallet_mismatch", "Wallet mismatch",
         with("invalid_token", "Wallet mismatch")},
        {"scope missing", assets().as(build_only), 403, "missing_scope", "Missing scope: wallet:read",
         with("insufficient_scope", "Missing scope: wallet:read") + R"(, scope="wallet:read")"},
        {"key needed", Ask{mint}.as(build_only), 403, "missing_scope", "API key required",
         with("insufficient_scope", "API key required")},
    };
    for (const auto& row : rows) expect(row);
    const auto minted = state_.session(state_.shop, state_.wallet);
    state_.clock.advance(access::default_session_ttl - std::chrono::seconds{1});
    EXPECT_EQ(ask(assets().as(minted)).status, 200);
    state_.clock.advance(std::chrono::seconds{1});
    expect({"expired", assets().as(minted), 401, "session_expired", "Session expired",
            with("invalid_token", "Session expired")});
}

TEST_F(Challenge, TakesNoTokenFromTheQuery) {
    for (const auto* name : {"access_token", "token", "sessionToken", "Authorization", "api_key", "apiKey"}) {
        Ask asked = assets();
        asked.target += fmt::format("?{}={}", name, token());
        expect({name, asked, 401, "missing_credentials", "Missing credentials", plain});
    }
}

TEST_F(Challenge, TakesTheSchemeInAnyCase) {
    for (const auto* scheme : {"Bearer ", "bearer ", "BEARER   "}) {
        EXPECT_EQ(ask(assets().with("Authorization", scheme + token())).status, 200) << scheme;
    }
}

TEST_F(Challenge, RefusesARepeatedCredential) {
    for (const auto& [name, value] :
         {HeaderText{"Authorization", "Bearer " + token()}, HeaderText{"X-Api-Key", state_.shop.secret()}}) {
        const auto answer = ask(assets().with(name, value).with(name, value));
        expect_error(answer, 400, "invalid_request", name + " must not be given twice");
    }
}

TEST_F(Challenge, IsNotSentWithWhatIsNoMatterOfAccess) {
    EXPECT_EQ(ask_as_shop(get("/wallet/x/assets")).header("WWW-Authenticate"), std::nullopt);
    EXPECT_EQ(ask_as_shop(get(wallet_path("assets"))).header("WWW-Authenticate"), std::nullopt);
}

TEST_F(Challenge, ThrottlesAnAddressThatKeepsFailingButNeverItsValidCallers) {
    ApiState strict{{.throttle = {.burst = 3, .refill_per_minute = 3}}};
    ApiWorker worker{strict, io_, rpc_};
    const auto wrong = assets().with("X-Api-Key", "ak_live_x");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(worker.ask(wrong).status, 401);
    const auto throttled = worker.ask(wrong);
    EXPECT_EQ(throttled.status, 429);
    EXPECT_EQ(throttled.header("Retry-After"), "20");
    EXPECT_EQ(worker.ask(assets().as(strict.shop)).status, 200);
    Ask elsewhere = wrong;
    elsewhere.from = "127.0.0.2";
    EXPECT_EQ(worker.ask(elsewhere).status, 401);
    strict.clock.advance(std::chrono::seconds{20});
    EXPECT_EQ(worker.ask(wrong).status, 401);
}

}  // namespace
}  // namespace burner::api
