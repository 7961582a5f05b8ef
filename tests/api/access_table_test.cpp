#include <algorithm>
#include <set>

#include "api/api_test.hpp"
#include "api/routes.hpp"

namespace burner::api {
namespace {

/// What docs/openapi.yaml says of one route, written down apart from the server's own table.
struct AccessRow {
    std::string route;  ///< method and pattern
    std::string needs;  ///< "nothing", "API key", or scopes of which one is enough
    Ask ask;
    int right_status;
    bool takes_keys = true;
    bool takes_publishable_keys = false;
};

/// Generated from the route table: a route without a row fails by name.
class AccessTable : public ApiTest {
  protected:
    AccessTable() {
        for (const Tenant* tenant : {&state_.shop, &state_.other}) {
            auto project = tenant->project;
            project.allowed_origins = {"https://app.example"};
            EXPECT_TRUE(state_.keys.set_project(project));
        }
        state_.page.key_id = state_.tenant("inferno").key.record.id;
        const std::string api{base_path};
        const auto operation = [](std::string_view path) { return Ask{.target = std::string{path}}; };
        rows_ = {
            {"POST " + api + "/sessions", "API key",
             post("/sessions", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text())), 200},
            {"POST " + api + "/sessions/challenge", "API key",
             post("/sessions/challenge",
                  fmt::format(R"({{"walletAddress":"{}","domain":"app.example","method":"siws"}})", wallet_text())),
             200, true, true},
            // What is not proven is refused, whoever asks.
            {"POST " + api + "/sessions/prove", "API key",
             post("/sessions/prove", fmt::format(R"({{"challengeId":"x","signature":"{}","signedMessage":"AA=="}})",
                                                 to_base58(solana::Signature{}))),
             401, true, true},
            {"DELETE " + api + "/sessions/:sessionId", "API key", delete_of("/sessions/ses_unknown"), 204},
            {"POST " + api + "/sessions/revoke", "API key",
             post("/sessions/revoke", fmt::format(R"({{"walletAddress":"{}"}})", to_base58(key(98)))), 200},
            {"POST " + api + "/sessions/introspect", "API key", post("/sessions/introspect", R"({"token":"x"})"), 200},
            {"GET " + api + "/wallet/:address/assets", "wallet:read", get(wallet_path("assets")), 200},
            {"GET " + api + "/wallet/:address/assets/stream", "wallet:stream",
             stream_of(wallet_path("assets/stream"), ""), 101, false},
            {"POST " + api + "/wallet/:address/transactions", "transactions:build",
             post(wallet_path("transactions"), close_body()), 200},
            {"POST " + api + "/wallet/:address/transactions/submit", "transactions:submit",
             post(wallet_path("transactions/submit"),
                  R"({"signed":[{"transactionBase64":"AA==","submissionTicket":"ticket_x"}]})"),
             200},
            {"POST " + api + "/wallet/:address/transactions/refresh", "transactions:build",
             post(wallet_path("transactions/refresh"),
                  R"({"transactions":[{"transactionBase64":"AA==","submissionTicket":"ticket_x"}]})"),
             400},
            {"POST " + api + "/wallet/:address/transactions/report", "transactions:submit",
             post(wallet_path("transactions/report"),
                  fmt::format(R"({{"sent":[{{"signature":"{}","submissionTicket":"ticket_x"}}]}})",
                              to_base58(solana::Signature{}))),
             200},
            {"GET " + api + "/wallet/:address/submissions/stream", "wallet:read transactions:submit",
             stream_of(wallet_path("submissions/stream"), ""), 101, false},
            {"GET " + api + "/wallet/:address/submissions/:signature", "wallet:read transactions:submit",
             get(wallet_path("submissions/" + to_base58(solana::Signature{}))), 404},
            {"GET " + api + "/stats", "wallet:read", get("/stats"), 200},
            {"GET " + api + "/leaderboard", "wallet:read", get("/leaderboard"), 200},
            {"GET /health", "nothing", operation("/health"), 200},
            {"GET /ready", "nothing", operation("/ready"), 200},
            {"GET /metrics", "nothing", operation("/metrics"), 200},
            {"GET /openapi.json", "nothing", operation("/openapi.json"), 200},
            {"GET /.well-known/jwks.json", "nothing", operation("/.well-known/jwks.json"), 200},
            {"GET /api/page", "nothing", operation("/api/page"), 200},
            {"POST /api/burn-session", "nothing",
             from_page("/api/burn-session", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text())), 200},
            {"POST /api/burn-session/challenge", "nothing",
             from_page(
                 "/api/burn-session/challenge",
                 fmt::format(R"({{"walletAddress":"{}","domain":"app.example","method":"siws"}})", wallet_text())),
             200},
        };
    }

    static Ask from_page(std::string path, std::string body) {
        return Ask{.method = "POST", .target = std::move(path), .body = std::move(body)}
            .with("Sec-Fetch-Site", "same-origin")
            .with("Origin", "https://app.example");
    }
    static std::string name_of(const Route& route) {
        const std::string_view method = route.method == http::Method::get    ? "GET"
                                        : route.method == http::Method::post ? "POST"
                                                                             : "DELETE";
        return fmt::format("{} {}", method, full_pattern(route));
    }
    void expect(const AccessRow& row, const Ask& ask, std::string_view who, int status, std::string_view code) {
        const auto answer = worker_.ask(ask);
        const bool is_open = row.needs == "nothing";
        EXPECT_EQ(answer.status, is_open ? row.right_status : status)
            << row.route << " by " << who << ": " << answer.body;
        if (!is_open && !code.empty()) EXPECT_EQ(answer.at("/code"), code) << row.route << " by " << who;
    }
    access::MintedSession session(access::ScopeSet scopes) {
        return state_.session(state_.shop, state_.wallet, scopes);
    }
    void check_sessions(const AccessRow& row, access::ScopeSet right);
    void check(const AccessRow& row);

    std::vector<AccessRow> rows_;
    access::CreatedKey page_ =
        state_.keys.create(state_.shop.project.id, {.kind = access::KeyKind::publishable}, "page").value();
};

void AccessTable::check_sessions(const AccessRow& row, access::ScopeSet right) {
    const bool takes_sessions = !right.empty();
    access::ScopeSet wrong;
    for (const auto scope : access::all_scopes) {
        if (!right.has(scope)) wrong.add(scope);
    }
    const auto of_shop = [&](access::ScopeSet scopes) { return Ask{row.ask}.as(session(scopes)); };
    expect(row, of_shop(takes_sessions ? right : wrong), "session with the right scope",
           takes_sessions ? row.right_status : 403, takes_sessions ? "" : "missing_scope");
    expect(row, of_shop(wrong), "session with every other scope", 403, "missing_scope");
    const bool names_wallet = row.route.contains(":address");
    expect(row, Ask{row.ask}.as(state_.session(state_.shop, key(99))), "session of another wallet",
           names_wallet     ? 401
           : takes_sessions ? row.right_status
                            : 403,
           names_wallet     ? "wallet_mismatch"
           : takes_sessions ? ""
                            : "missing_scope");
    expect(row, Ask{row.ask}.as(state_.session(state_.other, state_.wallet)), "session of another project",
           takes_sessions ? row.right_status : 403, takes_sessions ? "" : "missing_scope");

    const auto revoked = session(access::ScopeSet::all());
    ASSERT_TRUE(state_.sessions.revoke(state_.shop.project.id, revoked.id));
    expect(row, Ask{row.ask}.as(revoked), "revoked session", 401, "session_revoked");
    const auto expired = session(access::ScopeSet::all());
    state_.clock.advance(access::default_session_ttl);
    expect(row, Ask{row.ask}.as(expired), "expired session", 401, "session_expired");
    Tenant ended = state_.tenant("inferno");
    const auto orphan = state_.session(ended, state_.wallet);
    ASSERT_TRUE(state_.keys.revoke(ended.project.id, ended.key.record.id));
    expect(row, Ask{row.ask}.as(orphan), "session of a revoked key", 401, "session_revoked");
    expect(row, Ask{row.ask}.as(ended), "revoked key", 401, "api_key_revoked");
}

void AccessTable::check(const AccessRow& row) {
    expect(row, row.ask, "nobody", 401, "missing_credentials");
    expect(row, Ask{row.ask}.with("X-Api-Key", "ak_live_nonsense"), "unknown key", 401, "invalid_api_key");
    expect(row, Ask{row.ask}.with("Authorization", "Bearer a.b.c"), "malformed token", 401, "invalid_session_token");
    const auto key_status = row.takes_keys ? row.right_status : 403;
    const auto* key_code = row.takes_keys ? "" : "missing_scope";
    expect(row, Ask{row.ask}.as(state_.shop), "API key", key_status, key_code);
    expect(row, Ask{row.ask}.as(state_.other), "key of another project", key_status, key_code);
    const auto by_page = Ask{row.ask}.with("Origin", "https://app.example");
    expect(row, Ask{by_page}.with("X-Publishable-Key", std::string{page_.secret.reveal()}), "publishable key",
           row.takes_publishable_keys ? row.right_status : 403, row.takes_publishable_keys ? "" : "missing_scope");
    expect(row, Ask{by_page}.with("X-Publishable-Key", state_.shop.secret()), "API key as a publishable one", 401,
           "invalid_publishable_key");
    expect(row, Ask{row.ask}.with("X-Api-Key", std::string{page_.secret.reveal()}), "publishable key as an API key",
           401, "invalid_api_key");
    check_sessions(row, access::scopes_from_text(row.needs).value_or(access::ScopeSet{}));
}

TEST_F(AccessTable, HoldsOnEveryRoute) {
    std::set<std::string> known;
    for (const auto& route : routes()) {
        const auto row = std::ranges::find(rows_, name_of(route), &AccessRow::route);
        if (row == rows_.end()) {
            ADD_FAILURE() << name_of(route) << " has no row in this test";
            continue;
        }
        known.insert(row->route);
        check(*row);
    }
    EXPECT_EQ(known.size(), rows_.size()) << "a row names no route";
}

TEST_F(AccessTable, TakesAWalletInThePathForWhatItIs) {
    for (const auto* address : {"x", "11111111111111111111111111111111111", "0OIl", "..", "%2e%2e"}) {
        const auto answer = ask_as_shop(get(fmt::format("/wallet/{}/assets", address)));
        expect_error(answer, 400, "invalid_wallet_address", "Invalid wallet address");
    }
}

/// What belongs to another project is answered as what does not exist.
TEST_F(AccessTable, HidesAnotherProjectsSessions) {
    const auto minted = state_.session(state_.shop, state_.wallet);
    const auto foreign = worker_.ask(delete_of("/sessions/" + minted.id).as(state_.other));
    const auto missing = worker_.ask(delete_of("/sessions/ses_unknown").as(state_.other));
    EXPECT_EQ(foreign.status, missing.status);
    EXPECT_EQ(foreign.body, missing.body);
    EXPECT_EQ(ask(get(wallet_path("assets")).as(minted)).status, 200);
    const auto asked = post("/sessions/introspect", fmt::format(R"({{"token":"{}"}})", minted.token));
    EXPECT_EQ(ask(Ask{asked}.as(state_.other)).body, R"({"active":false})");
    EXPECT_EQ(ask(Ask{asked}.as(state_.shop)).at("/active"), "true");
}

}  // namespace
}  // namespace burner::api
