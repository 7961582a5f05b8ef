// What each method sends, byte for byte.

#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "sdk/client_fixture.hpp"

namespace burner::test {
namespace {

using namespace burnandclaim;

struct RequestCase {
    std::string name;
    std::function<void(BurnerClient&)> call;
    std::string answer_body;
    std::string line;
    std::string body;
};

void PrintTo(const RequestCase& row, std::ostream* out) {
    *out << row.name;
}

class Request : public testing::TestWithParam<RequestCase> {};

TEST_P(Request, HasTheBytesOfTheContract) {
    const RequestCase& row = GetParam();
    ScriptedClient scripted{{answer(row.answer_body.empty() ? 204 : 200, row.answer_body)}};
    BurnerClient client = scripted.with_key();
    row.call(client);
    const auto seen = scripted.server.seen();
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].line(), row.line + " HTTP/1.1");
    EXPECT_EQ(seen[0].body, row.body);
    EXPECT_EQ(seen[0].header("X-Api-Key"), api_key);
    EXPECT_EQ(seen[0].header("Authorization"), "");
    EXPECT_EQ(seen[0].header("Accept"), "application/json");
    EXPECT_EQ(seen[0].header("Content-Type"), row.body.empty() ? "" : "application/json");
    EXPECT_EQ(seen[0].header("Expect"), "");
}

const std::string session_answer =
    R"({"token":"t","expiresAt":"e","scopes":["wallet:read"],"sessionId":"s","walletAddress":"w"})";
const std::string challenge_answer =
    R"({"challengeId":"challenge_1","nonce":"n","message":"M","input":{"domain":"d","address":"a","statement":"s",)"
    R"("version":"1","nonce":"n","issuedAt":"i","expirationTime":"e"},"expiresAt":"e"})";
const std::string built_answer =
    R"({"transactions":[],"rejected":[],"totals":{"grossRebate":0,"donationAmount":0,"netRebate":0,"networkFee":0}})";
const std::string submission_answer =
    R"({"signature":"S","status":"submitted","slot":null,"includes":[],"netRebate":0})";
const std::string base = "/api/v1/burner";

INSTANTIATE_TEST_SUITE_P(
    Methods, Request,
    testing::Values(
        RequestCase{"create_session", [](BurnerClient& c) { c.create_session({.wallet_address = wallet}); },
                    session_answer, "POST " + base + "/sessions", R"({"walletAddress":")" + wallet + R"("})"},
        RequestCase{"create_session with all members",
                    [](BurnerClient& c) {
                        c.create_session({.wallet_address = wallet,
                                          .scopes = {{session_scopes_default.begin(), session_scopes_default.end()}},
                                          .ttl_seconds = 60,
                                          .dpop_jkt = "J"});
                    },
                    session_answer, "POST " + base + "/sessions",
                    R"({"walletAddress":")" + wallet +
                        R"(","scopes":["wallet:read","wallet:stream","transactions:build","transactions:submit"],)"
                        R"("ttlSeconds":60,"dpopJkt":"J"})"},
        RequestCase{"create_session with a proof",
                    [](BurnerClient& c) {
                        c.create_session({.wallet_address = wallet, .proof = WalletProof{"challenge_1", "S", "TQ=="}});
                    },
                    session_answer, "POST " + base + "/sessions",
                    R"({"walletAddress":")" + wallet +
                        R"(","challengeId":"challenge_1","signature":"S","signedMessage":"TQ=="})"},
        RequestCase{"challenge_session",
                    [](BurnerClient& c) {
                        c.challenge_session({.wallet_address = wallet,
                                             .domain = "app.example",
                                             .uri = "https://app.example/",
                                             .method = std::string{proof_method::offchain}});
                    },
                    challenge_answer, "POST " + base + "/sessions/challenge",
                    R"({"walletAddress":")" + wallet +
                        R"(","domain":"app.example","uri":"https://app.example/","method":"offchain"})"},
        RequestCase{"prove_session",
                    [](BurnerClient& c) {
                        c.prove_session(
                            {.proof = {.challenge_id = "challenge_1", .signature = "S", .transaction_base64 = "VA=="},
                             .scopes = {{"wallet:read"}},
                             .ttl_seconds = 60,
                             .dpop_proof = "P"});
                    },
                    session_answer, "POST " + base + "/sessions/prove",
                    R"({"challengeId":"challenge_1","signature":"S","transactionBase64":"VA==",)"
                    R"("scopes":["wallet:read"],"ttlSeconds":60,"dpopProof":"P"})"},
        RequestCase{"revoke_session", [](BurnerClient& c) { c.revoke_session("ses_1"); }, "",
                    "DELETE " + base + "/sessions/ses_1", ""},
        RequestCase{"revoke_session encodes its segment", [](BurnerClient& c) { c.revoke_session("a/b ?é"); }, "",
                    "DELETE " + base + "/sessions/a%2Fb%20%3F%C3%A9", ""},
        RequestCase{"revoke_sessions of everything", [](BurnerClient& c) { c.revoke_sessions({}); },
                    R"({"revoked":true})", "POST " + base + "/sessions/revoke", "{}"},
        RequestCase{"revoke_sessions of a wallet before a moment",
                    [](BurnerClient& c) {
                        c.revoke_sessions({.wallet_address = wallet, .issued_before = "2026-04-09T12:00:00.000Z"});
                    },
                    R"({"revoked":true})", "POST " + base + "/sessions/revoke",
                    R"({"walletAddress":")" + wallet + R"(","issuedBefore":"2026-04-09T12:00:00.000Z"})"},
        RequestCase{"introspect_session escapes", [](BurnerClient& c) { c.introspect_session("a\"\\\n"); },
                    R"({"active":false})", "POST " + base + "/sessions/introspect", R"({"token":"a\"\\\u000a"})"},
        RequestCase{"get_wallet_assets", [](BurnerClient& c) { c.get_wallet_assets(wallet); }, std::string{no_assets},
                    "GET " + base + "/wallet/" + wallet + "/assets", ""},
        RequestCase{"build_transactions",
                    [](BurnerClient& c) { c.build_transactions(wallet, {.items = {{"empty_account", "A", "close"}}}); },
                    built_answer, "POST " + base + "/wallet/" + wallet + "/transactions",
                    R"({"items":[{"type":"empty_account","address":"A","action":"close"}]})"},
        RequestCase{
            "build_transactions with all members",
            [](BurnerClient& c) {
                c.build_transactions(wallet,
                                     {.items = {{"token", "A", "burn", "18446744073709551615", "M", "liquidity"},
                                                {"token", "B", "burn"}},
                                      .donation_percentage = 0.05,
                                      .priority_fee_level = std::string{priority_fee_level::high},
                                      .reserve_bytes = 0,
                                      .transaction_versions = {{0, 1}},
                                      .fee_payer = std::string{fee_payer::automatic}});
            },
            built_answer, "POST " + base + "/wallet/" + wallet + "/transactions",
            R"({"items":[{"type":"token","address":"A","action":"burn","expectedBalance":"18446744073709551615",)"
            R"("expectedMint":"M","acknowledge":"liquidity"},)"
            R"({"type":"token","address":"B","action":"burn"}],"donationPercentage":0.05,)"
            R"("priorityFeeLevel":"high","reserveBytes":0,"transactionVersions":[0,1],"feePayer":"auto"})"},
        RequestCase{
            "submit_transactions",
            [](BurnerClient& c) { c.submit_transactions(wallet, {{{"AQ==", "ticket_1"}, {"Ag==", "ticket_2"}}}); },
            R"({"results":[]})", "POST " + base + "/wallet/" + wallet + "/transactions/submit",
            R"({"signed":[{"transactionBase64":"AQ==","submissionTicket":"ticket_1"},)"
            R"({"transactionBase64":"Ag==","submissionTicket":"ticket_2"}]})"},
        RequestCase{"get_submission", [](BurnerClient& c) { c.get_submission(wallet, "Sig1"); }, submission_answer,
                    "GET " + base + "/wallet/" + wallet + "/submissions/Sig1", ""},
        RequestCase{"get_submission encodes its segment", [](BurnerClient& c) { c.get_submission(wallet, "a/b"); },
                    submission_answer, "GET " + base + "/wallet/" + wallet + "/submissions/a%2Fb", ""}));

TEST(Request, CarriesTheIdempotencyKey) {
    ScriptedClient scripted{{answer(200, session_answer)}};
    scripted.with_key().create_session({.wallet_address = wallet}, {.idempotency_key = "once"});
    EXPECT_EQ(scripted.server.seen()[0].header("Idempotency-Key"), "once");
}

TEST(Request, CarriesASessionTokenAsBearer) {
    ScriptedClient scripted{{answer(200, no_assets)}};
    scripted.options.session_token = token;
    BurnerClient{scripted.options}.get_wallet_assets(wallet);
    EXPECT_EQ(scripted.server.seen()[0].header("Authorization"), "Bearer " + token);
    EXPECT_EQ(scripted.server.seen()[0].header("X-Api-Key"), "");
}

TEST(Request, GoesBelowAPathAndNeverTwiceBelowTheBasePath) {
    for (const auto& [suffix, path] :
         std::vector<std::pair<std::string, std::string>>{{"/", "/api/v1/burner"},
                                                          {"/proxy//", "/proxy/api/v1/burner"},
                                                          {"/api/v1/burner", "/api/v1/burner"},
                                                          {"/proxy/api/v1/burner/", "/proxy/api/v1/burner"}}) {
        ScriptedClient scripted{{answer(200, no_assets)}};
        scripted.options.base_url += suffix;
        scripted.with_key().get_wallet_assets("W");
        EXPECT_EQ(scripted.server.seen()[0].line(), "GET " + path + "/wallet/W/assets HTTP/1.1");
    }
}

TEST(Request, FollowsNoRedirect) {
    ScriptedClient scripted{{answer(307, "", "Location: http://127.0.0.1:1/\r\n"), answer(200, no_assets)}};
    BurnerClient client = scripted.with_key();
    EXPECT_THROW(client.get_wallet_assets(wallet), HttpError);
    EXPECT_EQ(scripted.server.seen().size(), 1U);
}

TEST(Argument, ThatWouldNameAnotherEndpointIsRefused) {
    ScriptedClient scripted{{}};
    BurnerClient client = scripted.with_key();
    for (const char* address : {"", ".", ".."})
        EXPECT_THROW(client.get_wallet_assets(address), std::invalid_argument) << address;
    EXPECT_THROW(client.revoke_session(""), std::invalid_argument);
    EXPECT_THROW(client.get_submission(wallet, ".."), std::invalid_argument);
    EXPECT_THROW(client.get_submission("", "S"), std::invalid_argument);
    EXPECT_THROW(client.build_transactions(wallet, {.items = {}, .donation_percentage = std::nan("")}),
                 std::invalid_argument);
    EXPECT_TRUE(scripted.server.seen().empty());
}

TEST(Options, ThatCannotWorkAreRefused) {
    const auto refused = [](const std::function<void(ClientOptions&)>& change) {
        ClientOptions options;
        options.api_key = api_key;
        change(options);
        try {
            BurnerClient{options};
        } catch (const std::invalid_argument& error) {
            EXPECT_EQ(std::string_view{error.what()}.find("ak_"), std::string_view::npos) << error.what();
            return true;
        }
        return false;
    };
    EXPECT_FALSE(refused([](ClientOptions&) {}));
    EXPECT_TRUE(refused([](ClientOptions& o) { o.api_key.clear(); }));
    EXPECT_TRUE(refused([](ClientOptions& o) { o.session_token = token; }));
    EXPECT_TRUE(refused([](ClientOptions& o) { o.get_session_token = [] { return token; }; }));
    EXPECT_TRUE(refused([](ClientOptions& o) { o.api_key = "ak_live_x\r\nX-Evil: 1"; }));
    EXPECT_TRUE(refused([](ClientOptions& o) { o.api_key = "ak live"; }));
    EXPECT_TRUE(refused([](ClientOptions& o) { o.timeout = std::chrono::milliseconds{0}; }));
    for (const char* url : {"", "localhost", "ftp://x", "file:///etc/passwd", "http://user@x", "http://u:p@x",
                            "http://x/?q=1", "http://x/#f", "http://x y"})
        EXPECT_TRUE(refused([&](ClientOptions& o) { o.base_url = url; })) << url;
    for (const char* url : {"http://burner.example.com", "http://10.0.0.1:8080", "http://127.evil.example",
                            "http://[::2]", "http://0x7f.1.example", "http://localhost.example"}) {
        EXPECT_TRUE(refused([&](ClientOptions& o) { o.base_url = url; })) << url;
        EXPECT_FALSE(refused([&](ClientOptions& o) { o.base_url = url, o.allow_plain_http = true; })) << url;
    }
    for (const char* url : {"http://localhost:1", "http://127.0.0.1", "http://127.8.9.10:1", "http://[::1]:8080",
                            "https://burner.example.com"})
        EXPECT_FALSE(refused([&](ClientOptions& o) { o.base_url = url; })) << url;
}

}  // namespace
}  // namespace burner::test
