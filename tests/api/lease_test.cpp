#include "api/api_test.hpp"

namespace burner::api {
namespace {

/// One node of many.
class OneOfMany : public testing::Test {
  protected:
    Answer assets_with(const std::string& token) {
        const auto path = fmt::format("/wallet/{}/assets", to_base58(state_.wallet));
        return worker_.ask(get(path).with("Authorization", "Bearer " + token));
    }
    Answer introspect_as(const std::string& key) {
        return worker_.ask(post("/sessions/introspect", R"({"token":"x"})").with("X-Api-Key", key));
    }
    /// Opens a stream whose client reads nothing, so that it goes on.
    auto open_stream(const std::string& token) {
        const auto path = fmt::format("/wallet/{}/assets/stream", to_base58(state_.wallet));
        auto stream = worker_.open(stream_of(path, "burner.v1").with("Authorization", "Bearer " + token));
        stream->socket.room_for = 0;
        EXPECT_TRUE(worker_.run_until([&] { return stream->handshake.status == 101; }));
        return stream;
    }
    void lose_the_lease() { state_.lease_clock.advance(std::chrono::hours{2}); }
    /// All nodes have acknowledged a change.
    void make_final(nodes::ChangeNumber number) {
        state_.finality.applied(number, state_.lease_clock.now());
        state_.finality.raise(number);
    }
    static void expect_unsure(const Answer& answer) {
        EXPECT_EQ(answer.status, 503) << answer.body;
        EXPECT_EQ(answer.at("/code"), "overloaded");
        EXPECT_EQ(answer.header("Retry-After"), std::nullopt);
    }

    ApiState state_{{.is_one_of_many = true}};
    fakes::FakeRpc rpc_;
    boost::asio::io_context io_;
    ApiWorker worker_{state_, io_, rpc_};
};

/// Neither yes nor no: an unknown key may have been created, a known one revoked.
TEST_F(OneOfMany, WithoutALeaseNoAnswerRestsOnWhatItKnows) {
    const auto token = state_.session(state_.shop, state_.wallet).token;
    EXPECT_EQ(assets_with(token).status, 200);
    EXPECT_EQ(introspect_as("ak_live_unknown").status, 401);
    lose_the_lease();
    expect_unsure(assets_with(token));
    expect_unsure(assets_with("nonsense"));
    expect_unsure(introspect_as(state_.shop.secret()));
    expect_unsure(introspect_as("ak_live_unknown"));
    EXPECT_EQ(worker_.ask({.method = "GET", .target = "/health"}).status, 200);
}

TEST_F(OneOfMany, ARevokedSessionIsHeldAndThenUnsureUntilAllKnow) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto change = state_.sessions.revoke(state_.shop.project.id, session.id).value().value();
    const auto began = std::chrono::steady_clock::now();
    expect_unsure(assets_with(session.token));
    EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{50});
    make_final(change.number);
    const auto refused = assets_with(session.token);
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.at("/code"), "session_revoked");
}

TEST_F(OneOfMany, ARequestThatIsHeldIsRefusedAsSoonAsAllKnow) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto change = state_.sessions.revoke(state_.shop.project.id, session.id).value().value();
    boost::asio::post(io_, [&] { make_final(change.number); });
    EXPECT_EQ(assets_with(session.token).status, 401);
}

TEST_F(OneOfMany, ARevokedKeyIsUnsureUntilAllKnow) {
    ASSERT_TRUE(state_.keys.revoke(state_.shop.project.id, state_.shop.key.record.id));
    expect_unsure(introspect_as(state_.shop.secret()));
    make_final(state_.keys.committed().number);
    EXPECT_EQ(introspect_as(state_.shop.secret()).at("/code"), "api_key_revoked");
}

TEST_F(OneOfMany, AStreamEndsWhenItsSessionIsRefusedForGoodAndNotBefore) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto stream = open_stream(session.token);
    const auto change = state_.sessions.revoke(state_.shop.project.id, session.id).value().value();
    const auto one_look = std::chrono::steady_clock::now() + std::chrono::milliseconds{300};
    worker_.run_until([&] { return std::chrono::steady_clock::now() > one_look; });
    EXPECT_FALSE(stream->socket.code);
    make_final(change.number);
    EXPECT_TRUE(worker_.run_until([&] { return stream->socket.code.has_value(); }));
    EXPECT_EQ(stream->socket.code, 4401);
    EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
}

/// This node may be cut off from those that know; elsewhere the client may have been refused for good.
TEST_F(OneOfMany, AStreamWhoseRevocationStaysPendingEndsAsUnsure) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto stream = open_stream(session.token);
    const auto began = std::chrono::steady_clock::now();
    ASSERT_TRUE(state_.sessions.revoke(state_.shop.project.id, session.id).value());
    EXPECT_TRUE(worker_.run_until([&] { return stream->socket.code.has_value(); }));
    EXPECT_LE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{1'000});
    EXPECT_EQ(stream->socket.code, 1011);
    EXPECT_EQ(stream->socket.frames.back().at("/error/statusCode"), "503");
    EXPECT_EQ(stream->socket.frames.back().at("/error/code"), "overloaded");
    EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
}

TEST_F(OneOfMany, AStreamEndsWithTheLease) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto stream = open_stream(session.token);
    lose_the_lease();
    EXPECT_TRUE(worker_.run_until([&] { return stream->socket.code.has_value(); }));
    EXPECT_EQ(stream->socket.code, 1011);
    EXPECT_EQ(stream->socket.frames.back().at("/error/statusCode"), "503");
    EXPECT_TRUE(worker_.run_until([&] { return stream->is_over; }));
}

}  // namespace
}  // namespace burner::api
