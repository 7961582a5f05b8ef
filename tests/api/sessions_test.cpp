#include "api/api_test.hpp"

namespace burner::api {
namespace {

class CreateSession : public ApiTest {
  protected:
    Answer mint(std::string_view members = "") {
        return ask_as_shop(post("/sessions", fmt::format(R"({{"walletAddress":"{}"{}}})", wallet_text(), members)));
    }
    Answer assets_with(const std::string& token) {
        return ask(get(wallet_path("assets")).with("Authorization", "Bearer " + token));
    }
    Answer introspect(const std::string& token) {
        return ask_as_shop(post("/sessions/introspect", fmt::format(R"({{"token":"{}"}})", token)));
    }
    Answer revoke(std::string body) { return ask_as_shop(post("/sessions/revoke", std::move(body))); }
};

TEST_F(CreateSession, AnswersWithTheDocumentedFieldsAndDefaults) {
    const auto answer = mint();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.content_type, "application/json");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_EQ(answer.body,
              fmt::format(R"({{"token":"{}","expiresAt":"2026-04-09T12:05:00.000Z",)"
                          R"("scopes":["wallet:read","wallet:stream","transactions:build","transactions:submit"],)"
                          R"("sessionId":"{}","walletAddress":"{}"}})",
                          answer.at("/token"), answer.at("/sessionId"), wallet_text()));
    EXPECT_EQ(assets_with(answer.at("/token")).status, 200);
}

TEST_F(CreateSession, KeepsToTheScopesAndTheTimeAskedFor) {
    const auto answer = mint(R"(,"scopes":["transactions:submit","wallet:read"],"ttlSeconds":3600)");
    EXPECT_EQ(answer.at("/scopes"), R"(["wallet:read","transactions:submit"])");
    EXPECT_EQ(answer.at("/expiresAt"), "2026-04-09T13:00:00.000Z");
    const auto brief = mint(R"(,"ttlSeconds":1)");
    EXPECT_EQ(brief.at("/expiresAt"), "2026-04-09T12:00:01.000Z");
    EXPECT_EQ(assets_with(brief.at("/token")).status, 200);
    state_.clock.advance(std::chrono::seconds{1});
    expect_error(assets_with(brief.at("/token")), 401, "session_expired", "Session expired");
    EXPECT_EQ(assets_with(answer.at("/token")).status, 200);
}

TEST_F(CreateSession, NeverMintsTheSameTokenTwice) {
    const auto first = mint();
    const auto second = mint();
    EXPECT_NE(first.at("/token"), second.at("/token"));
    EXPECT_NE(first.at("/sessionId"), second.at("/sessionId"));
}

TEST_F(CreateSession, TokensSurviveARotationAndEndWithTheirKey) {
    const auto token = mint().at("/token");
    const std::string kid = state_.signing.current().kid;
    ASSERT_TRUE(state_.signing.rotate());
    EXPECT_EQ(assets_with(token).status, 200);
    EXPECT_EQ(assets_with(mint().at("/token")).status, 200);
    ASSERT_TRUE(state_.signing.retire(kid));
    expect_error(assets_with(token), 401, "invalid_session_token", "Invalid session token");
}

TEST_F(CreateSession, IntrospectionTellsAllOfAnActiveToken) {
    const auto minted = mint(R"(,"scopes":["wallet:read","wallet:stream"])");
    const auto answer = introspect(minted.at("/token"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_EQ(answer.body, fmt::format(R"({{"active":true,"scope":"wallet:read wallet:stream","client_id":"{}",)"
                                       R"("token_type":"Bearer","iss":"burner","aud":"burner-api",)"
                                       R"("exp":1775736300,"iat":1775736000,"sub":"{}","jti":"{}"}})",
                                       state_.shop.key.record.id, wallet_text(), minted.at("/sessionId")));
}

TEST_F(CreateSession, IntrospectionTellsNothingOfAnyOtherToken) {
    const std::string expired = mint(R"(,"ttlSeconds":1)").at("/token");
    state_.clock.advance(std::chrono::seconds{1});
    const auto revoked = mint();
    ask_as_shop(delete_of("/sessions/" + revoked.at("/sessionId")));
    const std::string of_others = state_.session(state_.other, state_.wallet).token;
    for (const auto& token : {expired, revoked.at("/token"), of_others, std::string{}, std::string{"x"},
                              mint().at("/token") + "A", state_.shop.secret()}) {
        const auto answer = introspect(token);
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, R"({"active":false})");
    }
}

TEST_F(CreateSession, ARevokedSessionIsRefusedRightAfterTheAnswer) {
    const auto minted = mint();
    const auto other = mint();
    for (int i = 0; i < 2; ++i) {
        const auto answer = ask_as_shop(delete_of("/sessions/" + minted.at("/sessionId")));
        EXPECT_EQ(answer.status, 204);
        EXPECT_EQ(answer.body, "");
        EXPECT_EQ(answer.content_type, "");
        expect_error(assets_with(minted.at("/token")), 401, "session_revoked", "Session revoked");
    }
    EXPECT_EQ(assets_with(other.at("/token")).status, 200);
}

TEST_F(CreateSession, RevokingAnIdThatIsNoneIsNoError) {
    for (const auto* id : {"x", "ses_", "..", "%00", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
        EXPECT_EQ(ask_as_shop(delete_of(fmt::format("/sessions/{}", id))).status, 204) << id;
}

TEST_F(CreateSession, AWalletsSessionsEndTogether) {
    const auto first = mint().at("/token");
    const auto second = mint().at("/token");
    const auto elsewhere = state_.session(state_.shop, key(99));
    const auto of_others = state_.session(state_.other, state_.wallet);
    const auto answer = revoke(fmt::format(R"({{"walletAddress":"{}"}})", wallet_text()));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"revoked":true})");
    EXPECT_EQ(assets_with(first).status, 401);
    EXPECT_EQ(assets_with(second).status, 401);
    EXPECT_EQ(assets_with(of_others.token).status, 200);
    EXPECT_EQ(introspect(elsewhere.token).at("/active"), "true");
    state_.clock.advance(std::chrono::seconds{1});
    EXPECT_EQ(assets_with(mint().at("/token")).status, 200);
}

TEST_F(CreateSession, AProjectsSessionsEndTogether) {
    const auto mine = mint().at("/token");
    const auto elsewhere = state_.session(state_.shop, key(99));
    const auto of_others = state_.session(state_.other, state_.wallet);
    EXPECT_EQ(revoke("{}").status, 200);
    EXPECT_EQ(assets_with(mine).status, 401);
    EXPECT_EQ(introspect(elsewhere.token).body, R"({"active":false})");
    EXPECT_EQ(assets_with(of_others.token).status, 200);
}

TEST_F(CreateSession, SessionsFromBeforeAMomentEnd) {
    const auto early = mint().at("/token");
    state_.clock.advance(std::chrono::seconds{10});
    const auto late = mint().at("/token");
    EXPECT_EQ(revoke(R"({"issuedBefore":"2026-04-09T12:00:10.000Z"})").status, 200);
    EXPECT_EQ(revoke(R"({"issuedBefore":"2026-04-09T12:00:09.5Z"})").status, 200);
    EXPECT_EQ(assets_with(early).status, 401);
    EXPECT_EQ(assets_with(late).status, 200);
}

}  // namespace
}  // namespace burner::api
