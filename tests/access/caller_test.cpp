#include "access/caller.hpp"

#include "access/access_fixture.hpp"

namespace burner::access {
namespace {

using base::Error;
using base::ErrorCode;
using std::chrono::seconds;

class CallerTest : public AccessTest {
  protected:
    std::string bearer(ScopeSet scopes = ScopeSet::all(), std::uint8_t wallet = 1) const {
        auto wanted = request();
        wanted.scopes = scopes;
        wanted.wallet = wallet_of(wallet);
        return "Bearer " + sessions_.create(wanted).token;
    }
    std::string raw_key() const { return std::string{key_.secret.reveal()}; }
    base::Result<Caller> ask(std::optional<std::string_view> api_key, std::optional<std::string_view> authorization) {
        return authenticate({api_key, authorization}, keys_, sessions_);
    }
};

TEST_F(CallerTest, IsAKeyOrASession) {
    const auto by_key = ask(raw_key(), std::nullopt).value();
    EXPECT_FALSE(by_key.is_session());
    EXPECT_EQ(by_key.key_id(), key_.record.id);
    EXPECT_EQ(by_key.project(), project_);
    const auto by_session = ask(std::nullopt, bearer()).value();
    EXPECT_TRUE(by_session.is_session());
    EXPECT_EQ(by_session.key_id(), key_.record.id);
    EXPECT_EQ(by_session.session->wallet, wallet_of(1));
}

TEST_F(CallerTest, TheSchemeIsWrittenInAnyCase) {
    const std::string token = bearer().substr(7);
    for (const auto* scheme : {"bearer ", "BEARER ", "Bearer   "})
        EXPECT_TRUE(ask(std::nullopt, scheme + token)) << scheme;
    EXPECT_EQ(ask(std::nullopt, "Bearer" + token).error().code, ErrorCode::missing_credentials);
    EXPECT_EQ(ask(std::nullopt, "Bearer\t" + token).error().code, ErrorCode::missing_credentials);
    EXPECT_EQ(ask(std::nullopt, "Bearer " + token + " ").error().code, ErrorCode::invalid_session_token);
}

TEST_F(CallerTest, MessagesAreThoseOfTheContract) {
    const auto good_key = raw_key();
    const auto good_token = bearer();
    struct Row {
        std::optional<std::string> key;
        std::optional<std::string> authorization;
        Error expected;
    };
    const Error missing{ErrorCode::missing_credentials};
    const Error two{ErrorCode::two_credentials};
    for (const auto& [key, authorization, expected] :
         {Row{{}, {}, missing}, Row{{}, "Basic dXNlcjpwYXNz", missing}, Row{{}, "", missing},
          Row{good_key, good_token, two}, Row{"x", "y", two}, Row{"", {}, invalid_api_key()},
          Row{"ak_live_wrong", {}, invalid_api_key()}, Row{{}, "Bearer ", invalid_session_token()},
          Row{{}, "Bearer", invalid_session_token()}, Row{{}, "Bearer " + good_key, invalid_session_token()}}) {
        EXPECT_EQ(ask(key, authorization).error(), expected) << key.value_or("-") << " " << authorization.value_or("-");
    }
}

TEST_F(CallerTest, MayWhatTheRouteAsksFor) {
    struct Row {
        const char* name;
        Requirement requirement;
        bool by_key;
        std::uint8_t path_wallet;
        std::optional<Error> expected;
    };
    const ScopeSet held{Scope::wallet_read};
    const Requirement read{{Scope::wallet_read}};
    const Requirement build{{Scope::transactions_build}};
    const Requirement read_or_submit{{Scope::transactions_submit, Scope::wallet_read}};
    const Requirement stream{{Scope::wallet_stream}, false};
    const Error mismatch{ErrorCode::wallet_mismatch};
    const auto session = ask(std::nullopt, bearer(held)).value();
    const auto key = ask(raw_key(), std::nullopt).value();
    for (const auto& row :
         {Row{"own wallet, scope held", read, false, 1, std::nullopt},
          Row{"one of two scopes", read_or_submit, false, 1, {}},
          Row{"scope missing", build, false, 1, Error{ErrorCode::missing_scope, "Missing scope: transactions:build"}},
          Row{"other wallet", read, false, 2, mismatch}, Row{"other wallet and no scope", build, false, 2, mismatch},
          Row{"key only", api_key_only, false, 1, Error{ErrorCode::missing_scope, "API key required"}},
          Row{"key, key only", api_key_only, true, 1, {}}, Row{"key, any wallet", build, true, 2, {}},
          Row{"key on the stream", stream, true, 1, Error{ErrorCode::missing_scope, "Session token required"}}}) {
        const auto outcome = authorize(row.by_key ? key : session, row.requirement, wallet_of(row.path_wallet));
        EXPECT_EQ(outcome ? std::nullopt : std::optional{outcome.error()}, row.expected) << row.name;
    }
    EXPECT_TRUE(authorize(session, read, std::nullopt));
    const Requirement two_missing{{Scope::transactions_submit, Scope::transactions_build}};
    EXPECT_EQ(authorize(session, two_missing, std::nullopt).error().message,
              "Missing scope: transactions:build or transactions:submit");
}

/// Fourteen situations, each by what a client sends, with the header exact. The status is the code's.
TEST_F(CallerTest, ChallengesAreThoseOfRfc6750) {
    const Requirement read{{Scope::wallet_read}};
    const Requirement submission{{Scope::wallet_read, Scope::transactions_submit}};
    const auto expired = bearer();
    clock_.advance(seconds{300});
    const auto revoked = bearer();
    ASSERT_TRUE(sessions_.revoke_all(project_.id, std::nullopt, std::nullopt));
    clock_.advance(seconds{1});
    const auto ended_key = keys_.create(project_.id, {}, "").value();
    auto by_ended_key = request();
    by_ended_key.key_id = ended_key.record.id;
    const auto session_of_ended_key = "Bearer " + sessions_.create(by_ended_key).token;
    ASSERT_TRUE(keys_.revoke(project_.id, ended_key.record.id));

    const std::string plain = "Bearer realm=\"burner\"";
    const auto invalid_token = [&](std::string_view why) {
        return plain + ", error=\"invalid_token\", error_description=\"" + std::string{why} + "\"";
    };
    const auto insufficient = [&](std::string_view why) {
        return plain + ", error=\"insufficient_scope\", error_description=\"" + std::string{why} + "\"";
    };
    struct Row {
        const char* name;
        std::optional<std::string> key;
        std::optional<std::string> authorization;
        Requirement requirement;
        ErrorCode code;
        std::string header;
    };
    const std::vector<Row> rows{
        {"nothing sent", {}, {}, read, ErrorCode::missing_credentials, plain},
        {"another scheme", {}, "Basic eDp5", read, ErrorCode::missing_credentials, plain},
        {"both sent", raw_key(), bearer(), read, ErrorCode::two_credentials,
         plain + ", error=\"invalid_request\", error_description=\"The text\""},
        {"unknown key", "ak_live_x", {}, read, ErrorCode::invalid_api_key, plain},
        {"revoked key", std::string{ended_key.secret.reveal()}, {}, read, ErrorCode::api_key_revoked, plain},
        {"malformed token", {}, "Bearer x.y", read, ErrorCode::invalid_session_token, invalid_token("The text")},
        {"bad signature", {}, bearer() + "A", read, ErrorCode::invalid_session_token, invalid_token("The text")},
        {"expired", {}, expired, read, ErrorCode::session_expired, invalid_token("The text")},
        {"revoked", {}, revoked, read, ErrorCode::session_revoked, invalid_token("The text")},
        {"its key revoked", {}, session_of_ended_key, read, ErrorCode::session_revoked, invalid_token("The text")},
        {"other wallet", {}, bearer(ScopeSet::all(), 2), read, ErrorCode::wallet_mismatch, invalid_token("The text")},
        {"scope missing",
         {},
         bearer({Scope::wallet_stream}),
         read,
         ErrorCode::missing_scope,
         insufficient("Missing scope: wallet:read") + ", scope=\"wallet:read\""},
        {"neither scope",
         {},
         bearer({Scope::wallet_stream}),
         submission,
         ErrorCode::missing_scope,
         insufficient("Missing scope: wallet:read or transactions:submit") +
             ", scope=\"wallet:read transactions:submit\""},
        {"session where a key is needed",
         {},
         bearer(),
         api_key_only,
         ErrorCode::missing_scope,
         insufficient("API key required")},
    };
    ASSERT_EQ(rows.size(), 14u);
    for (const auto& row : rows) {
        const auto caller = ask(row.key, row.authorization);
        base::Result<void> outcome;
        if (caller) {
            outcome = authorize(*caller, row.requirement, wallet_of(1));
        } else {
            outcome = std::unexpected(caller.error());
        }
        ASSERT_FALSE(outcome) << row.name;
        EXPECT_EQ(outcome.error().code, row.code) << row.name;
        const auto& [code, message] = outcome.error();
        EXPECT_EQ(challenge(code, message.empty() ? "The text" : message, row.requirement), row.header) << row.name;
    }
}

TEST(Challenge, OtherErrorsHaveNone) {
    for (const auto code :
         {ErrorCode::invalid_request, ErrorCode::not_found, ErrorCode::rate_limited, ErrorCode::internal}) {
        EXPECT_EQ(challenge(code, "The text", api_key_only), std::nullopt);
    }
}

}  // namespace
}  // namespace burner::access
