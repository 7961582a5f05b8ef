#include <fmt/format.h>

#include "admin/admin_test.hpp"

namespace burner::admin {
namespace {

class KeysOfDashboard : public AdminTest {
  protected:
    Answer as_owner(std::string method, std::string_view path, std::optional<std::string> body = {}) {
        return ask(Ask{
            .method = std::move(method), .path = fmt::format("/projects/{}{}", shop_.id, path), .body = std::move(body)}
                       .as(session_of(owner_)));
    }
    Answer create(std::string_view body = R"({"name":"backend","mode":"live"})") {
        return as_owner("POST", "/keys", std::string{body});
    }
    bool works(const std::string& key) { return keys_.authenticate(key).has_value(); }
};

TEST_F(KeysOfDashboard, AKeyIsShownOnceAndWorksAtOnce) {
    const auto made = create();
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_TRUE(works(made.at("/key")));
    EXPECT_TRUE(made.at("/key").starts_with("ak_live_"));
    EXPECT_EQ(deeds(), std::vector<std::string>{"user:" + owner_.id + " key.create"});
    const auto listed = as_owner("GET", "/keys");
    EXPECT_EQ(listed.at("/items/0/id"), made.at("/id"));
    EXPECT_EQ(listed.at("/items/0/name"), "backend");
    EXPECT_EQ(listed.at("/items/0/state"), "active");
    EXPECT_EQ(listed.at("/items/0/last4"), made.at("/key").substr(made.at("/key").size() - 4));
    EXPECT_EQ(listed.body.find(made.at("/key")), std::string::npos);
}

TEST_F(KeysOfDashboard, ABadKeyIsRefusedByItsField) {
    const std::pair<std::string, std::string> rows[] = {
        {R"({"mode":"live"})", "name is required"},
        {R"({"name":"","mode":"live"})", "name must have 1 to 100 characters, and none that controls a terminal"},
        {R"({"name":"a\u001bb","mode":"live"})",
         "name must have 1 to 100 characters, and none that controls a terminal"},
        {fmt::format(R"({{"name":"{}","mode":"live"}})", std::string(101, 'a')),
         "name must have 1 to 100 characters, and none that controls a terminal"},
        {R"({"name":"backend"})", "mode is required"},
        {R"({"name":"backend","mode":"x"})", "mode must be live or test"},
        {R"({"name":"backend","mode":"live","kind":"x"})", "kind must be secret or publishable"},
        {R"({"name":"page","mode":"live","kind":"publishable"})",
         "kind publishable works for allowed origins alone: give the project some first"},
        {R"({"name":"backend","mode":"live","more":1})", "more is not a known field"},
    };
    for (const auto& [body, message] : rows) expect_error(create(body), 400, "invalid_request", message);
}

TEST_F(KeysOfDashboard, APublishableKeyIsForAllowedOrigins) {
    ASSERT_EQ(as_owner("PATCH", "", R"({"allowedOrigins":["https://app.example"]})").status, 200);
    const auto made = create(R"({"name":"page","mode":"test","kind":"publishable"})");
    EXPECT_TRUE(made.at("/key").starts_with("pk_test_")) << made.body;
}

TEST_F(KeysOfDashboard, ARolledKeyLivesForTheOverlap) {
    const auto old = create();
    const auto rolled = as_owner("POST", "/keys/" + old.at("/id") + "/roll", R"({"overlapSeconds":3600})");
    EXPECT_EQ(rolled.status, 201) << rolled.body;
    EXPECT_EQ(rolled.at("/oldExpiresAt"), "2026-04-09T13:00:00.000Z");
    EXPECT_TRUE(works(old.at("/key")));
    EXPECT_TRUE(works(rolled.at("/key")));
    clock_.advance(std::chrono::hours{1});
    EXPECT_FALSE(works(old.at("/key")));
    expect_error(as_owner("POST", "/keys/" + rolled.at("/id") + "/roll", "{}"), 400, "invalid_request",
                 "overlapSeconds is required");
}

TEST_F(KeysOfDashboard, ARevokedKeyIsOverWhenItIsAnswered) {
    const auto made = create();
    const auto path = "/keys/" + made.at("/id") + "/revoke";
    deeds();
    const auto revoked = as_owner("POST", path);
    EXPECT_EQ(revoked.at("/state"), "revoked");
    EXPECT_FALSE(works(made.at("/key")));
    EXPECT_EQ(deeds(), std::vector<std::string>{"user:" + owner_.id + " key.revoke"});
    EXPECT_EQ(as_owner("POST", path).status, 200);
    announcer_.is_lost = true;
    EXPECT_EQ(as_owner("POST", path).status, 503);
}

TEST_F(KeysOfDashboard, AnotherProjectsKeyAnswersAsAMissingOne) {
    const auto theirs = keys_.create(other_.id, {}, "theirs")->record.id;
    const auto answer_of = [&](const std::string& id, std::string_view action, std::string body) {
        auto answer = as_owner("POST", fmt::format("/keys/{}/{}", id, action), std::move(body));
        const auto id_at = answer.body.find("requestId");
        return fmt::format("{} {}", answer.status, answer.body.substr(0, id_at));
    };
    EXPECT_EQ(answer_of(theirs, "revoke", "{}"), answer_of("key_none", "revoke", "{}"));
    EXPECT_EQ(answer_of(theirs, "roll", R"({"overlapSeconds":0})"),
              answer_of("key_none", "roll", R"({"overlapSeconds":0})"));
    EXPECT_EQ(as_owner("PATCH", "/keys/" + theirs, R"({"name":"x"})").status, 404);
    EXPECT_TRUE(keys_.find_key(theirs)->key.active_at(clock_.now()));
}

TEST_F(KeysOfDashboard, AKeyIsRenamed) {
    const auto made = create();
    EXPECT_EQ(as_owner("PATCH", "/keys/" + made.at("/id"), R"({"name":"worker"})").at("/name"), "worker");
    EXPECT_TRUE(works(made.at("/key")));
}

TEST_F(KeysOfDashboard, AProjectIsMadeAndChanged) {
    const auto token = session_of(operator_);
    const auto made = ask(Ask{.method = "POST",
                              .path = "/projects",
                              .body = R"({"name":"New","allowedOrigins":["https://APP.example"],"tier":"spark"})"}
                              .as(token));
    EXPECT_EQ(made.at("/allowedOrigins"), R"(["https://app.example"])");
    EXPECT_EQ(made.at("/tier"), "spark");
    const std::string wallet = "11111111111111111111111111111112";
    const auto changed = as_owner("PATCH", "", fmt::format(R"({{"name":"S","donationWallet":"{}"}})", wallet));
    EXPECT_EQ(changed.at("/donationWallet"), wallet);
    EXPECT_EQ(as_owner("PATCH", "", R"({"donationWallet":null})").at("/donationWallet"), "null");
    EXPECT_EQ(as_owner("GET", "").at("/name"), "S");
    expect_error(as_owner("PATCH", "", R"({"donationWallet":"x"})"), 400, "invalid_wallet_address",
                 "Invalid wallet address");
    expect_error(as_owner("PATCH", "", R"({"allowedOrigins":["app.example"]})"), 400, "invalid_request",
                 "allowedOrigins must be like https://app.example; the first label may be *");
    expect_error(as_owner("PATCH", "", R"({"tier":"flame"})"), 403, "role", "Your role does not allow this");
    expect_error(as_owner("PATCH", "", R"({"tier":"none"})"), 400, "invalid_request",
                 "tier must be a tier of this server");
    EXPECT_EQ(ask(Ask{.path = "/projects"}.as(session_of(owner_))).at("/items/1"), "<none>");
    EXPECT_EQ(ask(Ask{.path = "/projects"}.as(token)).at("/items/2/id"), made.at("/id"));
}

class WalletSessionsOfDashboard : public KeysOfDashboard {
  protected:
    access::MintedSession mint(std::string_view project, std::uint8_t wallet = 7) {
        const auto key = keys_.create(project, {}, "backend").value();
        solana::Pubkey address;
        address.bytes.fill(wallet);
        return sessions_.create({.wallet = address, .project = project, .key_id = key.record.id});
    }
    std::string inspected(const access::MintedSession& minted) {
        const auto answer = as_owner("POST", "/sessions/inspect", fmt::format(R"({{"token":"{}"}})", minted.token));
        return answer.at("/active") == "true" ? answer.at("/session/sessionId") : answer.at("/reason");
    }
    Answer revoke(std::string body) { return as_owner("POST", "/sessions/revoke", std::move(body)); }
};

TEST_F(WalletSessionsOfDashboard, ASessionIsInspectedAndRevokedByItsId) {
    const auto first = mint(shop_.id), second = mint(shop_.id), theirs = mint(other_.id);
    EXPECT_EQ(inspected(first), first.id);
    EXPECT_EQ(inspected(theirs), "invalid_session_token");
    EXPECT_EQ(revoke(fmt::format(R"({{"sessionId":"{}"}})", first.id)).body, R"({"revoked":true})");
    EXPECT_EQ(inspected(first), "session_revoked");
    EXPECT_EQ(inspected(second), second.id);
    EXPECT_EQ(deeds().back(), "user:" + owner_.id + " session.revoke");
    clock_.advance(std::chrono::minutes{5});
    EXPECT_EQ(inspected(second), "session_expired");
}

TEST_F(WalletSessionsOfDashboard, SessionsOfAWalletOrOfAllAreRevoked) {
    const auto first = mint(shop_.id, 7), second = mint(shop_.id, 8);
    EXPECT_EQ(revoke(fmt::format(R"({{"wallet":"{}"}})", first.wallet)).status, 200);
    EXPECT_EQ(inspected(first), "session_revoked");
    EXPECT_EQ(inspected(second), second.id);
    EXPECT_EQ(revoke(R"({"all":true})").status, 200);
    EXPECT_EQ(inspected(second), "session_revoked");
    const std::string one = "Give one of sessionId, wallet, or all with true";
    const std::pair<std::string, std::string> rows[] = {
        {"{}", one},
        {R"({"all":false})", one},
        {fmt::format(R"({{"all":true,"wallet":"{}"}})", first.wallet), one},
        {R"({"sessionId":"x"})", "sessionId must be the id of a session"},
        {fmt::format(R"({{"sessionId":"{}","issuedBefore":"2026-04-09T12:00:00Z"}})", first.id),
         "issuedBefore is for wallet and all"},
    };
    for (const auto& [body, message] : rows) expect_error(revoke(body), 400, "invalid_request", message);
}

}  // namespace
}  // namespace burner::admin
