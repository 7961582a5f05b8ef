#include "api/api_test.hpp"

namespace burner::api {
namespace {

/// Who is let in, and how a refusal is told: to a client of `burner.v1` in a frame, to others over HTTP.
class StreamAccess : public ApiTest {
  protected:
    struct Row {
        std::string name;
        std::vector<HeaderText> headers;
        int status;
        std::string code;
        std::string message;
        std::string protocols{};  ///< besides `burner.v1`
        std::string query{};
    };

    std::string bearer(const access::MintedSession& minted) const { return "Bearer " + minted.token; }
    access::MintedSession session(access::ScopeSet scopes = access::ScopeSet::all()) const {
        return state_.session(state_.shop, state_.wallet, scopes);
    }
    Ask ask_of(const Row& row, std::string protocols) const {
        auto ask = stream_of(wallet_path("assets/stream" + row.query), std::move(protocols));
        for (const auto& [name, value] : row.headers) ask = std::move(ask).with(name, value);
        return ask;
    }
    std::unique_ptr<StreamAnswer> whole(const Ask& ask) {
        auto stream = worker_.open(ask);
        EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
        return stream;
    }
    void expect_refusal(const Row& row) {
        SCOPED_TRACE(row.name);
        const auto stream = whole(ask_of(row, "burner.v1" + (row.protocols.empty() ? "" : ", " + row.protocols)));
        EXPECT_EQ(stream->handshake.status, 101);
        ASSERT_EQ(stream->socket.frames.size(), 1U);
        const auto& frame = stream->socket.frames[0];
        EXPECT_EQ(frame.at("/error/statusCode"), fmt::to_string(row.status));
        EXPECT_EQ(frame.at("/error/code"), row.code);
        EXPECT_EQ(frame.at("/error/message"), row.message);
        EXPECT_EQ(frame.at("/error/requestId"), stream->handshake.header("X-Request-Id"));
        EXPECT_EQ(stream->socket.code, 4000 + row.status);
        if (!row.protocols.empty()) return;
        const auto plain = whole(ask_of(row, ""));
        expect_error(plain->handshake, row.status, row.code, row.message);
        EXPECT_FALSE(plain->socket.code);
    }
    std::vector<Row> refusals();
};

std::vector<StreamAccess::Row> StreamAccess::refusals() {
    const auto expired = session();
    state_.clock.advance(access::default_session_ttl);
    const auto revoked = session();
    EXPECT_TRUE(state_.sessions.revoke(state_.shop.project.id, revoked.id));
    const auto strict = state_.tenant("inferno", {"https://shop.example"});
    const auto good = session();
    access::ScopeSet wrong;
    for (const auto scope : access::all_scopes) {
        if (scope != Scope::wallet_stream) wrong.add(scope);
    }
    const std::string url = "Session tokens must not be sent in the URL";
    return {
        {"nobody", {}, 401, "missing_credentials", "Missing credentials"},
        {"an API key", {{"X-Api-Key", state_.shop.secret()}}, 403, "missing_scope", "Session token required"},
        {"an unknown key", {{"X-Api-Key", "ak_live_x"}}, 401, "invalid_api_key", "Invalid API key"},
        {"a key in a browser",
         {{"X-Api-Key", state_.shop.secret()}, {"Origin", "https://a"}},
         403,
         "api_key_in_browser",
         "API keys must not be used in a browser"},
        {"a malformed token", {{"Authorization", "Bearer x"}}, 401, "invalid_session_token", "Invalid session token"},
        {"an expired token", {{"Authorization", bearer(expired)}}, 401, "session_expired", "Session expired"},
        {"a revoked token", {{"Authorization", bearer(revoked)}}, 401, "session_revoked", "Session revoked"},
        {"every other scope",
         {{"Authorization", bearer(session(wrong))}},
         403,
         "missing_scope",
         "Missing scope: wallet:stream"},
        {"another wallet",
         {{"Authorization", bearer(state_.session(state_.shop, key(99)))}},
         401,
         "wallet_mismatch",
         "Wallet mismatch"},
        {"another origin",
         {{"Authorization", bearer(state_.session(strict, state_.wallet))}, {"Origin", "https://evil.example"}},
         403,
         "origin_not_allowed",
         "Origin not allowed: https://evil.example"},
        {"both kinds of credentials",
         {{"Authorization", bearer(good)}, {"X-Api-Key", state_.shop.secret()}},
         400,
         "two_credentials",
         "Use either an API key or a session token, not both"},
        {"a token in header and subprotocol",
         {{"Authorization", bearer(good)}},
         400,
         "two_credentials",
         "Use either a header or a subprotocol for credentials, not both",
         "burner.token." + good.token},
        {"two tokens as subprotocols",
         {},
         400,
         "invalid_request",
         "burner.token must not be given twice",
         "burner.token." + good.token + ", burner.token.x"},
        {"an empty token", {}, 401, "invalid_session_token", "Invalid session token", "burner.token."},
        {"a token in the URL", {}, 400, "invalid_request", url, "", "?token=" + good.token},
        {"a token in the URL by its other name", {}, 400, "invalid_request", url, "", "?access_token=x"},
        {"a token in the URL under any name", {}, 400, "invalid_request", url, "", "?x=" + good.token},
        {"a token in the URL, and a good one",
         {{"Authorization", bearer(good)}},
         400,
         "invalid_request",
         url,
         "",
         "?chunkSize=5&Token=x"},
        {"a JWT without its name",
         {{"Authorization", bearer(good)}},
         400,
         "invalid_request",
         url,
         "",
         "?signatures=" + good.token},
        {"a bad chunkSize",
         {{"Authorization", bearer(good)}},
         400,
         "invalid_request",
         "chunkSize must not be less than 1",
         "",
         "?chunkSize=0"},
    };
}

TEST_F(StreamAccess, TellsRefusalsSoThatTheClientCanReadThem) {
    for (const auto& row : refusals()) expect_refusal(row);
}

TEST_F(StreamAccess, LetsInATokenAsSubprotocolOrInTheHeader) {
    const auto minted = session(access::ScopeSet{Scope::wallet_stream});
    const auto path = wallet_path("assets/stream");
    const auto by_protocol = whole(stream_of(path, "burner.v1, burner.token." + minted.token));
    EXPECT_EQ(by_protocol->handshake.header("Sec-WebSocket-Protocol"), "burner.v1");
    EXPECT_EQ(by_protocol->handshake.header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(by_protocol->socket.code, http::close_code::normal);
    const auto by_header = whole(stream_of(path, "").as(minted));
    EXPECT_EQ(by_header->handshake.status, 101);
    EXPECT_EQ(by_header->handshake.header("Sec-WebSocket-Protocol"), std::nullopt);
    EXPECT_TRUE(by_header->handshake.header("X-RateLimit-Limit") || by_header->handshake.header("X-Request-Id"));
    EXPECT_EQ(by_header->socket.code, http::close_code::normal);
    const auto other_protocol = whole(stream_of(path, "chat").as(minted));
    EXPECT_EQ(other_protocol->handshake.header("Sec-WebSocket-Protocol"), std::nullopt);
    const auto without_version = whole(stream_of(path, "burner.token." + minted.token));
    expect_error(without_version->handshake, 400, "invalid_request", "Offer the subprotocol burner.v1");
}

TEST_F(StreamAccess, AsksForAnUpgradeBeforeAnythingElse) {
    const auto path = wallet_path("assets/stream");
    const auto plain = ask(get(path));
    expect_error(plain, 426, "invalid_request", "Upgrade to a WebSocket");
    EXPECT_EQ(plain.header("Upgrade"), "websocket");
    EXPECT_EQ(plain.at("/statusCode"), "426");
    EXPECT_EQ(plain.at("/error"), "Upgrade Required");
    EXPECT_EQ(ask({.method = "HEAD", .target = get(path).target}).status, 426);
    EXPECT_EQ(ask(post(path, "{}")).status, 405);
    const auto old = ask(get(path)
                             .with("Connection", "Upgrade")
                             .with("Upgrade", "websocket")
                             .with("Sec-WebSocket-Version", "8")
                             .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
    expect_error(old, 426, "invalid_request", "Sec-WebSocket-Version must be 13");
    EXPECT_EQ(old.header("Sec-WebSocket-Version"), "13");
}

TEST_F(StreamAccess, CountsAgainstTheKeysLimits) {
    const Tenant tiny = state_.tenant("tiny");  // three requests a month
    const auto minted = state_.session(tiny, state_.wallet);
    const auto wanted = stream_of(wallet_path("assets/stream")).as(minted);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(whole(wanted)->socket.code, http::close_code::normal);
    const auto refused = whole(wanted);
    EXPECT_EQ(refused->socket.code, 4429);
    EXPECT_EQ(refused->socket.frames.at(0).at("/error/code"), "quota_exceeded");
    EXPECT_NE(refused->socket.frames.at(0).at("/error/retryAfter"), "<none>");
}

TEST_F(StreamAccess, BoundsTheOpenStreamsOfAKey) {
    ask_as_shop(get("/stats"));  // the key's quota is reserved, for which the first stream would wait
    rpc_.held_programs = {solana::ids::token, solana::ids::token_2022};
    const auto wanted = stream_of(wallet_path("assets/stream")).as(session());
    std::vector<std::unique_ptr<StreamAnswer>> open;
    for (int i = 0; i < 3; ++i) open.push_back(worker_.open(wanted));
    const auto refused = whole(wanted);
    EXPECT_EQ(refused->socket.code, 4429);
    EXPECT_EQ(refused->socket.frames.at(0).at("/error/message"), "Too many open streams");
    const auto other =
        worker_.open(stream_of(wallet_path("assets/stream")).as(state_.session(state_.other, state_.wallet)));
    EXPECT_THAT(state_.metrics.render(), testing::HasSubstr("burner_streams_open 3"));
    rpc_.held_programs.clear();
    ASSERT_TRUE(
        worker_.run_until([&] { return open[0]->is_over && open[1]->is_over && open[2]->is_over && other->is_over; }));
    EXPECT_EQ(whole(wanted)->socket.code, http::close_code::normal);
    EXPECT_EQ(other->socket.code, http::close_code::normal);
    EXPECT_THAT(state_.metrics.render(), testing::HasSubstr("burner_streams_open 0"));
}

}  // namespace
}  // namespace burner::api
