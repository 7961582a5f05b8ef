#include "api/api_test.hpp"
#include "api/routes.hpp"

namespace burner::api {
namespace {

constexpr std::string_view not_json = "Body must be valid JSON";

/// What the server must say of one body; the text names the field.
struct BadBody {
    std::string body;
    std::string message;
    std::string code = "invalid_request";
};

class Bodies : public ApiTest {
  protected:
    Bodies() { state_.page.key_id = state_.shop.key.record.id; }
    /// A path outside of the API is one that the server's own page posts to.
    static Ask post_to(std::string_view path, std::string body) {
        if (!path.starts_with("/api/")) return post(path, std::move(body));
        return Ask{.method = "POST", .target = std::string{path}, .body = std::move(body)}.with("Sec-Fetch-Site",
                                                                                                "same-origin");
    }
    void expect_refused(std::string_view path, const std::vector<BadBody>& rows) {
        for (const auto& [body, message, code] : rows) {
            SCOPED_TRACE(body.substr(0, 200));
            expect_error(ask_as_shop(post_to(path, body)), 400, code, message);
        }
        EXPECT_EQ(rpc_.total_calls(), 0);
    }
    /// The valid body with more members at its end.
    static std::string with(std::string body, std::string_view members) {
        body.pop_back();
        return body.append(",").append(members).append("}");
    }
    std::string session_body() const { return fmt::format(R"({{"walletAddress":"{}"}})", wallet_text()); }
    static std::string proof_body() {
        return fmt::format(R"({{"challengeId":"challenge_x","signature":"{}","signedMessage":"AA=="}})",
                           to_base58(solana::Signature{}));
    }
    /// Makes one item of a selection; `more` is added to its members.
    std::string item(std::string_view more = "") const {
        return fmt::format(R"({{"type":"empty_account","address":"{}","action":"close"{}}})", to_base58(key(10)), more);
    }
    static std::string items(std::string_view list) { return fmt::format(R"({{"items":[{}]}})", list); }
};

struct PostRoute {
    std::string path;
    std::string valid;
    std::string required;  ///< a member without which the body is refused; empty: there is none
};

/// What every body is held to, on every route that takes one.
TEST_F(Bodies, AreOneStrictJsonObjectOnEveryRoute) {
    const PostRoute rows[] = {
        {"/sessions", session_body(), "walletAddress"},
        {"/sessions/challenge", with(session_body(), R"("domain":"app.example","method":"siws")"), "walletAddress"},
        {"/sessions/prove", proof_body(), "challengeId"},
        {"/sessions/revoke", session_body(), ""},
        {"/sessions/introspect", R"({"token":"x"})", "token"},
        {wallet_path("transactions"), items(item()), "items"},
        {wallet_path("transactions/submit"), R"({"signed":[{"transactionBase64":"AA==","submissionTicket":"t"}]})",
         "signed"},
        {wallet_path("transactions/refresh"),
         R"({"transactions":[{"transactionBase64":"AA==","submissionTicket":"t"}]})", "transactions"},
        {wallet_path("transactions/report"),
         fmt::format(R"({{"sent":[{{"signature":"{}","submissionTicket":"t"}}]}})", to_base58(solana::Signature{})),
         "sent"},
        {"/api/burn-session", session_body(), "walletAddress"},
        {"/api/burn-session/challenge", with(session_body(), R"("domain":"app.example","method":"siws")"),
         "walletAddress"},
    };
    std::size_t routes_with_a_body = 0;
    for (const auto& route : routes()) routes_with_a_body += route.method == http::Method::post ? 1 : 0;
    EXPECT_EQ(std::size(rows), routes_with_a_body) << "a route that takes a body has no row here";
    for (const auto& [path, valid, required] : rows) {
        SCOPED_TRACE(path);
        const std::string member = valid.substr(1, valid.size() - 2);
        const std::string name = member.substr(1, member.find('"', 1) - 1);
        std::vector<BadBody> bad{
            {"", std::string{not_json}},
            {" ", std::string{not_json}},
            {"nonsense", std::string{not_json}},
            {valid.substr(0, valid.size() - 1), std::string{not_json}},
            {valid + "x", std::string{not_json}},
            {valid + valid, std::string{not_json}},
            {valid + std::string(1, '\0'), std::string{not_json}},
            {"\xef\xbb\xbf" + valid, std::string{not_json}},
            {"{'token':1}", std::string{not_json}},
            {"{\"" + name + "\":\"\xff\"}", std::string{not_json}},
            {"{\"" + name + "\":\"\xed\xa0\x80\"}", std::string{not_json}},
            {"{\"" + name + "\":" + std::string(50'000, '[') + std::string(50'000, ']') + "}", std::string{not_json}},
            {"[]", "Body must be a JSON object"},
            {"[" + valid + "]", "Body must be a JSON object"},
            {"null", "Body must be a JSON object"},
            {"7", "Body must be a JSON object"},
            {"\"text\"", "Body must be a JSON object"},
            {with(valid, R"("surprise":1)"), "surprise is not a known field"},
            {with(valid, R"("":1)"), " is not a known field"},
            {with(valid, "\"" + name + "\\u0000\":1"), name + std::string(1, '\0') + " is not a known field"},
            {with(valid, member), name + " must not be given twice"},
        };
        if (!required.empty()) bad.push_back({"{}", required + " is required"});
        expect_refused(path, bad);
    }
}

TEST_F(Bodies, OfCreateSessionNameTheFieldThatIsWrong) {
    const std::string valid = session_body();
    const auto scopes = [&](std::string_view list) { return with(valid, fmt::format(R"("scopes":{})", list)); };
    const auto ttl = [&](std::string_view value) { return with(valid, fmt::format(R"("ttlSeconds":{})", value)); };
    const std::string too_long = "ttlSeconds must not be greater than 3600";
    const std::string too_short = "ttlSeconds must not be less than 1";
    std::vector<BadBody> bad{
        {R"({"walletAddress":1})", "walletAddress must be a string"},
        {R"({"walletAddress":null})", "walletAddress must be a string"},
        {R"({"walletAddress":["x"]})", "walletAddress must be a string"},
        {R"({"ttlSeconds":1})", "walletAddress is required"},
        {scopes(R"("wallet:read")"), "scopes must be an array of strings"},
        {scopes("null"), "scopes must be an array of strings"},
        {scopes("[]"), "scopes must contain at least 1 element"},
        {scopes(R"(["wallet:read",1])"), "scopes[1] must be a string"},
        {scopes(R"(["wallet:write"])"), "Unknown scope: wallet:write"},
        {scopes(R"(["wallet:read","wallet:read"])"), "Duplicate scope: wallet:read"},
        {scopes(R"(["wallet:read wallet:stream"])"), "Unknown scope: wallet:read wallet:stream"},
        {ttl("3601"), too_long},
        {ttl("9223372036854775807"), too_long},
        {ttl("18446744073709551615"), too_long},
        {ttl("0"), too_short},
        {ttl("-1"), too_short},
        {ttl("-9223372036854775808"), too_short},
        {ttl("300.0"), "ttlSeconds must be an integer"},
        {ttl("3e2"), "ttlSeconds must be an integer"},
        {ttl(R"("300")"), "ttlSeconds must be an integer"},
        {ttl("true"), "ttlSeconds must be an integer"},
        {ttl("null"), "ttlSeconds must be an integer"},
        {ttl("1e400"), std::string{not_json}},
        {ttl("0300"), std::string{not_json}},
    };
    for (const auto* address : {"", "x", "0OIl0OIl0OIl0OIl0OIl0OIl0OIl0OIl", "1111111111111111111111111111111",
                                "111111111111111111111111111111111", " 11111111111111111111111111111111"}) {
        bad.push_back(
            {fmt::format(R"({{"walletAddress":"{}"}})", address), "Invalid wallet address", "invalid_wallet_address"});
    }
    expect_refused("/sessions", bad);
}

TEST_F(Bodies, OfAChallengeNameTheFieldThatIsWrong) {
    const auto body = [&](std::string_view members) { return with(session_body(), members); };
    const std::string uri = "uri must be 1 to 300 printable ASCII characters without spaces";
    const auto with_uri = [&](std::string_view value) {
        return body(fmt::format(R"("domain":"app.example","method":"siws","uri":{})", value));
    };
    expect_refused("/sessions/challenge",
                   {{body(R"("method":"siws")"), "domain is required"},
                    {body(R"("domain":1,"method":"siws")"), "domain must be a string"},
                    {body(R"("domain":"app.example")"), "method is required"},
                    {body(R"("domain":"app.example","method":"SIWS")"), "method must be siws, offchain or transaction"},
                    {with_uri(R"("")"), uri},
                    {with_uri(R"("https://app.example/ x")"), uri},
                    {with_uri(R"("https://app.example/\n")"), uri},
                    {with_uri(R"("https://app.example/ü")"), uri},
                    {with_uri("\"" + std::string(301, 'x') + "\""), uri},
                    {with_uri("null"), "uri must be a string"},
                    {R"({"walletAddress":"x","domain":"app.example","method":"siws"})", "Invalid wallet address",
                     "invalid_wallet_address"}});
}

TEST_F(Bodies, OfAProofNameTheFieldThatIsWrong) {
    const std::string signature = to_base58(solana::Signature{});
    const auto body = [&](std::string_view signed_by, std::string_view members) {
        return fmt::format(R"({{"challengeId":"challenge_x","signature":"{}"{}}})", signed_by, members);
    };
    const std::string either = "Give either signedMessage or transactionBase64, whichever the wallet has signed";
    const std::vector<BadBody> bad{
        {R"({"challengeId":"challenge_x","signedMessage":"AA=="})", "signature is required"},
        {body("x", R"(,"signedMessage":"AA==")"), "signature must be the base58 text of 64 bytes"},
        {body("", R"(,"signedMessage":"AA==")"), "signature must be the base58 text of 64 bytes"},
        {body(signature + "1", R"(,"signedMessage":"AA==")"), "signature must be the base58 text of 64 bytes"},
        {body(signature, ""), either},
        {body(signature, R"(,"signedMessage":"AA==","transactionBase64":"AA==")"), either},
        {body(signature, R"(,"signedMessage":"AA")"), "signedMessage must be base64"},
        {body(signature, R"(,"transactionBase64":"A_-=")"), "transactionBase64 must be base64"},
        {body(signature, R"(,"signedMessage":1)"), "signedMessage must be a string"},
    };
    expect_refused("/sessions/prove", bad);
    for (const auto& [text, message, code] : bad) {
        const std::string asked = with(session_body(), text.substr(1, text.size() - 2));
        expect_refused("/sessions", {{asked, message, code}});
    }
    expect_refused("/sessions/prove",
                   {{with(proof_body(), R"("ttlSeconds":0)"), "ttlSeconds must not be less than 1"},
                    {with(proof_body(), R"("scopes":[])"), "scopes must contain at least 1 element"},
                    {with(proof_body(), R"("walletAddress":"x")"), "walletAddress is not a known field"}});
}

TEST_F(Bodies, OfRevokeAndIntrospectNameTheFieldThatIsWrong) {
    const std::string time = "issuedBefore must be a UTC time like 2026-04-09T12:10:00.000Z";
    expect_refused("/sessions/revoke",
                   {
                       {R"({"walletAddress":1})", "walletAddress must be a string"},
                       {R"({"walletAddress":"x"})", "Invalid wallet address", "invalid_wallet_address"},
                       {R"({"issuedBefore":1775736000})", "issuedBefore must be a string"},
                       {R"({"issuedBefore":"yesterday"})", time},
                       {R"({"issuedBefore":""})", time},
                       {R"({"issuedBefore":"2026-02-30T00:00:00.000Z"})", time},
                       {R"({"issuedBefore":"2026-04-09T12:10:00.000+02:00"})", time},
                   });
    expect_refused("/sessions/introspect", {
                                               {R"({"token":1})", "token must be a string"},
                                               {R"({"token":null})", "token must be a string"},
                                           });
}

TEST_F(Bodies, OfBuildNameTheItemAndItsField) {
    const std::string address = to_base58(key(10));
    const auto one = [&](std::string_view type, std::string_view where, std::string_view action) {
        return items(fmt::format(R"({{"type":{},"address":{},"action":{}}})", type, where, action));
    };
    const std::string quoted = "\"" + address + "\"";
    const std::string not_32 = "items[0].address must be the base58 text of 32 bytes";
    const std::string no_action = "Unknown action for item type";
    std::string too_many = item();
    for (int i = 0; i < 1'000; ++i) too_many += "," + item();
    expect_refused(
        wallet_path("transactions"),
        {
            {R"({"items":[]})", "items must contain at least 1 element"},
            {R"({"items":{}})", "items must be an array"},
            {R"({"items":null})", "items must be an array"},
            {items("1"), "items[0] must be an object"},
            {items(item() + ",null"), "items[1] must be an object"},
            {items(too_many), "items must contain no more than 1000 elements"},
            {items(item() + "," + item()), "items must not contain an address twice"},
            {items(item(R"(,"surprise":1)")), "items[0].surprise is not a known field"},
            {items(item(R"(,"type":"token")")), "items[0].type must not be given twice"},
            {items("{}"), "items[0].type is required"},
            {one("1", quoted, "\"close\""), "items[0].type must be a string"},
            {one("\"gold\"", quoted, "\"close\""), "items[0].type is not a known item type"},
            {one("\"token\"", "1", "\"burn\""), "items[0].address must be a string"},
            {one("\"token\"", "\"x\"", "\"burn\""), not_32},
            {one("\"token\"", "\"\"", "\"burn\""), not_32},
            {one("\"token\"", quoted, "[]"), "items[0].action must be a string"},
            {one("\"token\"", quoted, "\"melt\""), no_action, "unknown_action"},
            {one("\"token\"", quoted, "\"close\""), no_action, "unknown_action"},
            {one("\"empty_account\"", quoted, "\"burn\""), no_action, "unknown_action"},
            {items(fmt::format(R"({{"type":"token","address":"{}"}})", address)), "items[0].action is required"},
        });
}

TEST_F(Bodies, OfBuildNameEveryOtherField) {
    const auto more = [&](std::string_view members) { return with(items(item()), members); };
    const std::string balance = "items[0].expectedBalance must be a whole number below 2^64 as a string";
    const std::string versions = "transactionVersions must contain 0, 1 or both, each once, and nothing else";
    std::vector<BadBody> bad{
        {items(item(R"(,"expectedBalance":5)")), "items[0].expectedBalance must be a string"},
        {more(R"("donationPercentage":1.01)"), "donationPercentage must not be greater than 1"},
        {more(R"("donationPercentage":-0.01)"), "donationPercentage must not be less than 0"},
        {more(R"("donationPercentage":"0.1")"), "donationPercentage must be a number"},
        {more(R"("donationPercentage":null)"), "donationPercentage must be a number"},
        {more(R"("priorityFeeLevel":"ultra")"), "priorityFeeLevel must be one of none, low, medium, high"},
        {more(R"("priorityFeeLevel":1)"), "priorityFeeLevel must be a string"},
        {more(R"("reserveBytes":401)"), "reserveBytes must not be greater than 400"},
        {more(R"("reserveBytes":-1)"), "reserveBytes must not be less than 0"},
        {more(R"("reserveBytes":1.5)"), "reserveBytes must be an integer"},
        {more(R"("transactionVersions":1)"), "transactionVersions must be an array of integers"},
        {more(R"("transactionVersions":["0"])"), "transactionVersions[0] must be an integer"},
        {more(R"("transactionVersions":[])"), versions},
        {more(R"("transactionVersions":[0,1,2])"), versions},
        {more(R"("transactionVersions":[-1])"), versions},
        {more(R"("transactionVersions":[0,0])"), versions},
        {more(R"("feePayer":"nobody")"), "feePayer must be wallet, sponsor, auto or the address of the key that pays"},
        {more(R"("feePayer":["wallet"])"), "feePayer must be a string"},
        {more(R"("feePayer":"sponsor")"),
         "No sponsor pays for this project: feePayer can be wallet, auto or an address", "sponsor_unavailable"},
    };
    for (const auto* text : {"", "-1", "+1", "01", "1.0", "1e3", " 1", "18446744073709551616"})
        bad.push_back({items(item(fmt::format(R"(,"expectedBalance":"{}")", text))), balance});
    expect_refused(wallet_path("transactions"), bad);
}

TEST_F(Bodies, OfBuildRefuseADonationThatNobodyCouldGet) {
    access::Project poor = state_.shop.project;
    poor.donation_wallet.reset();
    ASSERT_TRUE(state_.keys.set_project(poor));
    expect_refused(wallet_path("transactions"), {{with(items(item()), R"("donationPercentage":0.1)"),
                                                  "donationPercentage needs a project with a donation wallet"}});
    access::Project selfish = state_.shop.project;
    selfish.donation_wallet = state_.wallet;
    ASSERT_TRUE(state_.keys.set_project(selfish));
    expect_refused(wallet_path("transactions"), {{with(items(item()), R"("donationPercentage":0.1)"),
                                                  "The project's donation wallet cannot donate to itself"}});
    EXPECT_EQ(ask_as_shop(post(wallet_path("transactions"), with(items(item()), R"("donationPercentage":0)"))).status,
              200);
}

TEST_F(Bodies, OfSubmitNameTheEntryAndItsField) {
    const auto entry = [](std::string_view members) { return fmt::format(R"({{"signed":[{{{}}}]}})", members); };
    const std::string whole = R"("transactionBase64":"AA==","submissionTicket":"t")";
    std::string too_many = "{" + whole + "}";
    for (int i = 0; i < 64; ++i) too_many += ",{" + whole + "}";
    expect_refused(
        wallet_path("transactions/submit"),
        {
            {R"({"signed":[]})", "signed must contain at least 1 element"},
            {R"({"signed":"x"})", "signed must be an array"},
            {R"({"signed":[[]]})", "signed[0] must be an object"},
            {"{\"signed\":[" + too_many + "]}", "signed must contain no more than 64 elements"},
            {entry(""), "signed[0].transactionBase64 is required"},
            {entry(R"("transactionBase64":"AA==")"), "signed[0].submissionTicket is required"},
            {entry(R"("transactionBase64":1,"submissionTicket":"t")"), "signed[0].transactionBase64 must be a string"},
            {entry(R"("transactionBase64":"AA==","submissionTicket":{})"),
             "signed[0].submissionTicket must be a string"},
            {entry(whole + R"(,"surprise":1)"), "signed[0].surprise is not a known field"},
            {entry(whole + R"(,"submissionTicket":"u")"), "signed[0].submissionTicket must not be given twice"},
        });
}

TEST_F(Bodies, CutALongFieldNameInTheAnswer) {
    const auto answer = ask_as_shop(post("/sessions", fmt::format(R"({{"{}":1}})", std::string(100'000, 'a'))));
    expect_error(answer, 400, "invalid_request", std::string(100, 'a') + " is not a known field");
}

}  // namespace
}  // namespace burner::api
