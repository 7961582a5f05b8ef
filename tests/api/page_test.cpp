// The server's own page: its files, what it is told, and the sessions that it gets.
#include "api/api_test.hpp"

namespace burner::api {
namespace {

using testing::HasSubstr;

constexpr std::string_view page_origin = "http://127.0.0.1:8080";

class OwnPage : public ApiTest {
  protected:
    OwnPage() {
        state_.page.key_id = state_.shop.key.record.id;
        state_.page.origins = {std::string{page_origin}};
    }
    static Ask file(std::string path) { return {.target = std::move(path)}; }
    /// A request as a browser sends it from the page.
    static Ask from_page(std::string path, std::string body) {
        return Ask{.method = "POST", .target = std::move(path), .body = std::move(body)}
            .with("Sec-Fetch-Site", "same-origin")
            .with("Origin", std::string{page_origin});
    }
    std::string mint_body() const { return fmt::format(R"({{"walletAddress":"{}"}})", wallet_text()); }
    Ask mint() const { return from_page("/api/burn-session", mint_body()); }
    void change(const std::function<void(access::Project&)>& change) {
        auto project = *state_.keys.find_project(state_.shop.project.id);
        change(project);
        ASSERT_TRUE(state_.keys.set_project(project));
    }
};

TEST_F(OwnPage, IsServedAtTheRootWithTheFieldsOfAPage) {
    for (const auto* path : {"/", "/sign"}) {
        const auto answer = ask(file(path));
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
        EXPECT_EQ(answer.body, "<!doctype html><title>page</title>");
        EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), std::nullopt);
    }
    EXPECT_EQ(ask(file("/assets/index-a1.js")).body, "let page;");
    EXPECT_EQ(ask(file("/theme.js")).status, 200);
    EXPECT_EQ(ask(file("/favicon.svg")).status, 200);
    expect_error(ask(file("/assets/other.js")), 404, "not_found", "Not found");
    EXPECT_EQ(ask(file("/assets/dashboard.js")).status, 404) << "that is another site's";
    EXPECT_EQ(ask({.method = "POST", .target = "/", .body = "{}"}).status, 404);
    EXPECT_EQ(ask({.method = "HEAD", .target = "/"}).status, 200);
}

TEST_F(OwnPage, IsNotThereWithoutItsKey) {
    state_.page.key_id.clear();
    for (const auto* path : {"/", "/sign", "/assets/index-a1.js", "/theme.js", "/favicon.svg", "/api/page"})
        expect_error(ask(file(path)), 404, "not_found", "Not found");
    expect_error(ask(mint()), 404, "not_found", "Not found");
    expect_error(ask(from_page("/api/burn-session/challenge", mint_body())), 404, "not_found", "Not found");
}

TEST_F(OwnPage, IsToldOfItsServer) {
    state_.page.explorer = "https://explorer.example";
    const auto donation_wallet = key(77);
    change([&](access::Project& project) {
        project.name = "A \"shop\"";
        project.donation_wallet = donation_wallet;
    });
    EXPECT_EQ(ask(file("/api/page")).body,
              fmt::format(R"({{"name":"A \"shop\"","cluster":"local","explorer":null,"images":false,)"
                          R"("demoWallet":true,"donation":{{"wallet":"{}","suggested":0.05}}}})",
                          to_base58(donation_wallet)));
    rpc_.genesis = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";
    state_.page.shows_images = true;
    change([](access::Project& project) { project.donation_wallet.reset(); });
    EXPECT_EQ(ask(file("/api/page")).body,
              R"({"name":"A \"shop\"","cluster":"mainnet","explorer":"https://explorer.example","images":true,)"
              R"("demoWallet":false,"donation":null})");
}

TEST_F(OwnPage, GetsASessionOfItsKeyForAnyWallet) {
    const auto answer = ask(mint());
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_EQ(answer.header("Access-Control-Allow-Origin"), std::nullopt);
    EXPECT_EQ(answer.at("/walletAddress"), wallet_text());
    EXPECT_EQ(answer.at("/scopes"), R"(["wallet:read","wallet:stream","transactions:build","transactions:submit"])");
    const auto session = state_.sessions.authenticate(answer.at("/token"));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->key->key.id, state_.shop.key.record.id);
    EXPECT_EQ(session->session.expires_at - state_.clock.now(), access::default_session_ttl);
    EXPECT_EQ(ask(get(wallet_path("assets")).with("Authorization", "Bearer " + answer.at("/token"))).status, 200);
}

/// It has no credentials that could end while its body comes.
TEST_F(OwnPage, MayBeSlow) {
    LateClient late;
    late.body = mint_body();
    late.meanwhile = [&] { state_.clock.advance(std::chrono::seconds{10}); };
    auto wanted = mint();
    wanted.body.reset();
    wanted.late = &late;
    EXPECT_EQ(ask(wanted).status, 200);
}

struct Sender {
    std::string name;
    std::vector<HeaderText> headers;
    int status;
};

/// What a browser says of where a request comes from; a page elsewhere cannot say otherwise.
TEST_F(OwnPage, IsTheOnlyOneToAsk) {
    const std::string own{page_origin};
    const Sender rows[] = {
        {"the page", {{"Sec-Fetch-Site", "same-origin"}, {"Origin", own}}, 200},
        {"the page, in a browser without Fetch Metadata", {{"Origin", own}}, 200},
        {"another site", {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}}, 403},
        {"another port of this host", {{"Sec-Fetch-Site", "same-site"}, {"Origin", "http://127.0.0.1:9999"}}, 403},
        {"another site that names the page's origin", {{"Sec-Fetch-Site", "cross-site"}, {"Origin", own}}, 403},
        {"the address bar", {{"Sec-Fetch-Site", "none"}}, 403},
        {"another site, in a browser without Fetch Metadata", {{"Origin", "https://evil.example"}}, 403},
        {"a sandbox", {{"Origin", "null"}}, 403},
        {"a program", {}, 403},
    };
    for (const auto* path : {"/api/burn-session", "/api/burn-session/challenge"}) {
        const auto body = fmt::format(
            R"({{"walletAddress":"{}"{}}})", wallet_text(),
            std::string_view{path}.ends_with("challenge") ? R"(,"domain":"127.0.0.1:8080","method":"siws")" : "");
        for (const auto& [name, headers, status] : rows) {
            Ask wanted{.method = "POST", .target = path, .headers = headers, .body = body};
            const auto answer = ask(wanted);
            EXPECT_EQ(answer.status, status) << path << " by " << name << ": " << answer.body;
            if (status == 403) EXPECT_EQ(answer.at("/code"), "origin_not_allowed") << name;
        }
    }
}

TEST_F(OwnPage, CountsAgainstTheAddressAndTheKey) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(ask(mint()).status, 200);
    const auto refused = ask(mint());
    expect_error(refused, 429, "rate_limited", "Rate limit exceeded");
    EXPECT_TRUE(refused.header("Retry-After"));
    auto elsewhere = mint();
    elsewhere.from = "192.0.2.1";
    const auto answer = ask(elsewhere);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("X-RateLimit-Remaining"), "579") << "21 sessions of 600 requests a minute";
}

TEST_F(OwnPage, GetsNothingOnceItsKeyHasEnded) {
    ASSERT_TRUE(state_.keys.revoke(state_.shop.project.id, state_.shop.key.record.id));
    expect_error(ask(mint()), 401, "api_key_revoked", "The API key of this page was revoked");
    expect_error(ask(file("/api/page")), 401, "api_key_revoked", "The API key of this page was revoked");
    state_.page.key_id = "key_unknown";
    expect_error(ask(mint()), 401, "api_key_revoked", "The API key of this page does not exist");
}

TEST_F(OwnPage, IsAtHomeWhateverOriginsTheProjectAllows) {
    change([](access::Project& project) { project.allowed_origins = {"https://shop.example"}; });
    const auto session = state_.session(state_.shop, state_.wallet);
    const auto from = [&](std::string_view origin) {
        return get(wallet_path("assets")).as(session).with("Origin", std::string{origin});
    };
    EXPECT_EQ(ask(from(page_origin)).status, 200);
    EXPECT_EQ(ask(from("https://shop.example")).status, 200);
    EXPECT_EQ(ask(from("http://127.0.0.1:9999")).status, 403);
    auto others = *state_.keys.find_project(state_.other.project.id);
    others.allowed_origins = {"https://shop.example"};
    ASSERT_TRUE(state_.keys.set_project(others));
    const auto foreign = state_.session(state_.other, state_.wallet);
    EXPECT_EQ(ask(get(wallet_path("assets")).as(foreign).with("Origin", std::string{page_origin})).status, 403)
        << "the page is of one key alone";
}

TEST_F(OwnPage, BringsAProofWhereTheProjectDemandsOne) {
    change([](access::Project& project) { project.require_proof = true; });
    expect_error(ask(mint()), 403, "proof_required", "A proof of the wallet is required");
    const auto wanted = fmt::format(
        R"({{"walletAddress":"{}","domain":"127.0.0.1:8080","uri":"http://127.0.0.1:8080/","method":"siws"}})",
        wallet_text());
    const auto challenge = ask(from_page("/api/burn-session/challenge", wanted));
    ASSERT_EQ(challenge.status, 200) << challenge.body;
    const auto message = challenge.at("/message");
    EXPECT_THAT(message, HasSubstr("127.0.0.1:8080 wants you to sign in"));
    const base::Bytes bytes{message.begin(), message.end()};
    const auto proof = [&](const solana::Pubkey& wallet) {
        return fmt::format(R"({{"walletAddress":"{}","challengeId":"{}","signature":"{}","signedMessage":"{}"}})",
                           to_base58(wallet), challenge.at("/challengeId"), to_base58(state_.keypair.sign(bytes)),
                           base::to_base64(bytes));
    };
    expect_error(ask(from_page("/api/burn-session", proof(key(5)))), 401, "proof_invalid",
                 "Invalid proof of the wallet");
    const auto proven = ask(from_page("/api/burn-session", proof(state_.wallet)));
    EXPECT_EQ(proven.status, 200) << proven.body;
    expect_error(ask(from_page("/api/burn-session", proof(state_.wallet))), 401, "proof_invalid",
                 "Invalid proof of the wallet");
    const auto foreign =
        fmt::format(R"({{"walletAddress":"{}","domain":"evil.example","method":"siws"}})", wallet_text());
    expect_error(ask(from_page("/api/burn-session/challenge", foreign)), 400, "invalid_request",
                 "domain must be the host of the page, with its port where the origin has one");
}

}  // namespace
}  // namespace burner::api
