#include "api/api_test.hpp"

namespace burner::api {
namespace {

/// The fixture reads what the API writes to the audit log.
class Audit : public ApiTest {
  protected:
    std::string mint_body() const { return fmt::format(R"({{"walletAddress":"{}"}})", wallet_text()); }
    Answer mint() { return ask_as_shop(post("/sessions", mint_body())); }
    const audit::StoredEvent& last() const { return state_.trail.events.back(); }
    std::size_t count() const { return state_.trail.events.size(); }

    void expect_event(const Answer& answer, std::string_view action, std::string_view actor) const {
        ASSERT_EQ(count(), 1u);
        EXPECT_EQ(last().action, action);
        EXPECT_EQ(last().actor, actor);
        EXPECT_EQ(last().time, "2026-04-09T12:00:00.000Z");
        EXPECT_EQ(last().from, "127.0.0.1");
        EXPECT_EQ(last().request_id, answer.header("X-Request-Id"));
    }
    std::string shop_actor() const { return "key:" + state_.shop.key.record.id; }
};

TEST_F(Audit, TellsOfAMint) {
    const auto answer = mint();
    expect_event(answer, "session.mint", shop_actor());
    EXPECT_EQ(last().subject, answer.at("/sessionId"));
    EXPECT_EQ(last().wallet, wallet_text());
    EXPECT_EQ(last().project, state_.shop.project.id);
}

TEST_F(Audit, TellsOfARevokedSession) {
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto answer = ask_as_shop(delete_of("/sessions/" + session.id));
    EXPECT_EQ(answer.status, 204);
    expect_event(answer, "session.revoke", shop_actor());
    EXPECT_EQ(last().subject, session.id);
}

TEST_F(Audit, HoldsNothingThatIsNoSessionIdInItsPlace) {
    const auto session = state_.session(state_.shop, state_.wallet);
    for (const std::string& id : {session.token, state_.shop.secret(), std::string{"x"}})
        EXPECT_EQ(ask_as_shop(delete_of("/sessions/" + id)).status, 204);
    EXPECT_EQ(count(), 0u);
}

TEST_F(Audit, TellsOfTheRevokedSessionsOfAWallet) {
    const auto answer = ask_as_shop(
        post("/sessions/revoke",
             fmt::format(R"({{"walletAddress":"{}","issuedBefore":"2026-04-09T11:59:00Z"}})", wallet_text())));
    expect_event(answer, "session.revoke", shop_actor());
    EXPECT_EQ(last().subject, wallet_text());
    EXPECT_EQ(last().wallet, wallet_text());
    EXPECT_EQ(last().detail, "issued before 2026-04-09T11:59:00.000Z");
}

TEST_F(Audit, TellsOfTheRevokedSessionsOfAProject) {
    const auto answer = ask_as_shop(post("/sessions/revoke", "{}"));
    expect_event(answer, "session.revoke", shop_actor());
    EXPECT_EQ(last().subject, state_.shop.project.id);
}

TEST_F(Audit, TellsOfARefusalWithoutCredentials) {
    const auto answer = ask(post("/sessions", mint_body()));
    EXPECT_EQ(answer.status, 401);
    expect_event(answer, "request.refuse", "anonymous");
    EXPECT_EQ(last().detail, "missing_credentials");
    EXPECT_EQ(last().subject, "/api/v1/burner/sessions");
    EXPECT_EQ(last().project, "");
}

TEST_F(Audit, TellsWhoWasRefusedWhereThatIsKnown) {
    const auto session = state_.session(state_.shop, key(77));
    const auto answer = ask(get(wallet_path("assets")).as(session));
    EXPECT_EQ(answer.status, 401);
    expect_event(answer, "request.refuse", "session:" + session.id);
    EXPECT_EQ(last().detail, "wallet_mismatch");
    EXPECT_EQ(last().project, state_.shop.project.id);
}

TEST_F(Audit, TellsOfNoOtherRefusal) {
    EXPECT_EQ(ask_as_shop(post("/sessions", "{}")).status, 400);
    EXPECT_EQ(ask(get("/nowhere")).status, 404);
    EXPECT_EQ(count(), 0u);
}

TEST_F(Audit, TellsOnceOfAMintThatIsAnsweredAgain) {
    const auto again = [&] { return ask_as_shop(post("/sessions", mint_body()).with("Idempotency-Key", "one")); };
    EXPECT_EQ(again().at("/token"), again().at("/token"));
    EXPECT_EQ(count(), 1u);
}

TEST_F(Audit, MintsNothingThatItCannotWriteDown) {
    state_.trail.works = false;
    expect_error(mint(), 503, "overloaded", "The audit log cannot be written");
    state_.trail.works = true;
    EXPECT_EQ(mint().status, 200);
}

TEST_F(Audit, RevokesThoughItCannotWriteItDownButDoesNotAcknowledge) {
    const auto session = state_.session(state_.shop, state_.wallet);
    state_.trail.works = false;
    expect_error(ask_as_shop(delete_of("/sessions/" + session.id)), 503, "overloaded",
                 "The audit log cannot be written");
    EXPECT_EQ(ask(get(wallet_path("assets")).as(session)).status, 401);
}

TEST_F(Audit, TellsOfARevocationThatNotEveryNodeMayKnow) {
    const auto session = state_.session(state_.shop, state_.wallet);
    state_.announcer.is_lost = true;
    const auto answer = ask_as_shop(delete_of("/sessions/" + session.id));
    expect_error(answer, 503, "overloaded", "The change is lost");
    expect_event(answer, "session.revoke", shop_actor());
}

TEST_F(Audit, HoldsNoKeyAndNoToken) {
    const auto token = mint().at("/token");
    for (const std::string& wrong : {token + "x", std::string{"Bearer"}, state_.shop.secret() + "x"}) {
        ask(get(wallet_path("assets")).with("Authorization", "Bearer " + wrong));
        ask(get(wallet_path("assets")).with("X-Api-Key", wrong));
    }
    ASSERT_GT(count(), 4u);
    for (const auto& event : state_.trail.events) {
        const std::string row = to_csv(event);
        EXPECT_EQ(row.find("ak_live_"), std::string::npos) << row;
        EXPECT_EQ(row.find("eyJ"), std::string::npos) << row;
    }
}

}  // namespace
}  // namespace burner::api
