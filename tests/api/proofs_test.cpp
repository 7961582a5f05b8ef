// Publishable keys, challenges, proofs of wallets, and projects that demand one.
#include "api/api_test.hpp"
#include "api/routes.hpp"
#include "solana/offchain_message.hpp"

namespace burner::api {
namespace {

using access::KeyKind;
using access::ProofMethod;

class Proofs : public ApiTest {
  protected:
    std::string challenge_body(std::string_view method = "siws", std::string_view domain = "app.example",
                               std::string_view members = "") const {
        return fmt::format(R"({{"walletAddress":"{}","domain":"{}","method":"{}"{}}})", wallet_text(), domain, method,
                           members);
    }
    /// As a page of the site sends it.
    Ask by_page(Ask wanted, std::string origin = "https://app.example") const {
        return std::move(wanted)
            .with("X-Publishable-Key", std::string{page_.secret.reveal()})
            .with("Origin", std::move(origin));
    }
    Answer challenge(std::string_view method = "siws") {
        return ask(by_page(post("/sessions/challenge", challenge_body(method))));
    }
    /// The members of a proof: what the wallet signs of a challenge.
    std::string proof_of(const Answer& challenge, std::string_view method = "siws",
                         const solana::Keypair* signer = nullptr) const {
        const solana::Keypair& wallet = signer == nullptr ? state_.keypair : *signer;
        const std::string text = challenge_text(challenge);
        base::Bytes bytes{base::as_bytes(text).begin(), base::as_bytes(text).end()};
        if (method == "offchain") bytes = solana::offchain_message(state_.wallet, text);
        std::string name = "signedMessage";
        solana::Signature signature = wallet.sign(bytes);
        if (method == "transaction") {
            auto transaction =
                solana::parse_transaction(base::from_base64(challenge.at("/transactionBase64")).value()).value();
            signature = transaction.signatures[0] = wallet.sign(serialize(transaction.message));
            bytes = serialize(transaction);
            name = "transactionBase64";
        }
        return fmt::format(R"("challengeId":"{}","signature":"{}","{}":"{}")", challenge.at("/challengeId"),
                           to_base58(signature), name, base::to_base64(bytes));
    }
    static std::string challenge_text(const Answer& challenge) { return challenge.at("/message"); }
    Answer prove(std::string_view members, std::string origin = "https://app.example") {
        return ask(by_page(post("/sessions/prove", fmt::format("{{{}}}", members)), std::move(origin)));
    }
    std::string claims_of(const Answer& session) const {
        const std::string token = session.at("/token");
        const auto start = token.find('.') + 1;
        const auto bytes = base::from_base64url(token.substr(start, token.rfind('.') - start)).value();
        return std::string{base::as_text(bytes)};
    }

    Tenant site_ =
        state_.tenant("inferno", {"https://app.example", "https://*.preview.example", "http://localhost:3000"});
    access::CreatedKey page_ = state_.keys.create(site_.project.id, {.kind = KeyKind::publishable}, "page").value();
};

TEST_F(Proofs, AWalletGetsASessionOfItsOwn) {
    for (const std::string method : {"siws", "offchain", "transaction"}) {
        SCOPED_TRACE(method);
        const auto asked = challenge(method);
        ASSERT_EQ(asked.status, 200) << asked.body;
        EXPECT_EQ(asked.header("Cache-Control"), "no-store");
        EXPECT_EQ(asked.at("/expiresAt"), "2026-04-09T12:05:00.000Z");
        EXPECT_EQ(asked.at("/input/domain"), "app.example");
        EXPECT_EQ(asked.at("/input/address"), wallet_text());
        EXPECT_EQ(asked.at("/input/nonce"), asked.at("/nonce"));
        EXPECT_EQ(asked.at("/transactionBase64") == "<none>", method != "transaction");
        const auto session = prove(proof_of(asked, method));
        ASSERT_EQ(session.status, 200) << session.body;
        EXPECT_EQ(session.at("/walletAddress"), wallet_text());
        EXPECT_TRUE(claims_of(session).contains(fmt::format(R"("amr":["{}"])", method)));
        const std::string token = fmt::format(R"({{"token":"{}"}})", session.at("/token"));
        const auto known = ask(post("/sessions/introspect", token).with("X-Api-Key", site_.secret()));
        EXPECT_EQ(known.at("/amr"), fmt::format(R"(["{}"])", method));
        EXPECT_EQ(ask(get(wallet_path("assets")).with("Authorization", "Bearer " + session.at("/token"))).status, 200);
        expect_error(prove(proof_of(asked, method)), 401, "proof_invalid", "Invalid proof of the wallet");
    }
}

TEST_F(Proofs, TheSessionHasTheScopesAndTheTimeAskedFor) {
    const auto session = prove(proof_of(challenge()) + R"(,"scopes":["wallet:read"],"ttlSeconds":60)");
    EXPECT_EQ(session.at("/scopes"), R"(["wallet:read"])");
    EXPECT_EQ(session.at("/expiresAt"), "2026-04-09T12:01:00.000Z");
    const auto events = state_.trail.events;
    EXPECT_EQ(events.back().action, "session.mint");
    EXPECT_EQ(events.back().detail, "siws");
    EXPECT_EQ(events.back().actor, "key:" + page_.record.id);
}

TEST_F(Proofs, ASignatureOfAnotherWalletIsNone) {
    const auto other = solana::Keypair::from_seed({9});
    const auto asked = challenge();
    expect_error(prove(proof_of(asked, "siws", &other)), 401, "proof_invalid", "Invalid proof of the wallet");
    EXPECT_EQ(prove(proof_of(asked)).status, 200) << "a wrong signature uses nothing up";
}

TEST_F(Proofs, AChallengeIsForItsMethodAlone) {
    const auto siws = challenge("siws"), offchain = challenge("offchain");
    EXPECT_EQ(prove(proof_of(siws, "offchain")).status, 401);
    EXPECT_EQ(prove(proof_of(offchain, "siws")).status, 401);
}

TEST_F(Proofs, AChallengeIsForItsOriginAndItsProjectAlone) {
    const auto asked = challenge();
    EXPECT_EQ(prove(proof_of(asked), "https://a.preview.example").at("/code"), "proof_invalid");
    EXPECT_EQ(ask(post("/sessions/prove", "{" + proof_of(asked) + "}").as(site_)).at("/code"), "proof_invalid");
    EXPECT_EQ(ask(post("/sessions/prove", "{" + proof_of(asked) + "}").as(state_.other)).at("/code"), "proof_invalid");
    EXPECT_EQ(prove(proof_of(asked)).status, 200);
}

TEST_F(Proofs, ComesTooLateAfterFiveMinutes) {
    const auto proof = proof_of(challenge());
    state_.clock.advance(access::WalletChallenge::lifetime);
    const auto answer = prove(proof);
    expect_error(answer, 401, "challenge_expired", "Challenge expired");
    EXPECT_EQ(answer.header("WWW-Authenticate"), R"(Bearer realm="burner")");
}

TEST_F(Proofs, TheDomainIsThePagesOwn) {
    const auto asked_for = [&](std::string_view domain, std::string origin, std::string_view members = "") {
        return ask(by_page(post("/sessions/challenge", challenge_body("siws", domain, members)), std::move(origin)));
    };
    EXPECT_EQ(asked_for("a.preview.example", "https://a.preview.example").status, 200);
    EXPECT_EQ(asked_for("localhost:3000", "http://localhost:3000", R"(,"uri":"http://localhost:3000/x?y#z")").status,
              200);
    for (const auto* domain : {"evil.example", "b.preview.example", "APP.example", "app.example:443",
                               "https://app.example", "localhost", "", "app.example/", "app.example\\n"})
        expect_error(asked_for(domain, "https://app.example"), 400, "invalid_request",
                     "domain must be the host of the page, with its port where the origin has one");
    for (const auto* uri : {"https://evil.example/", "http://app.example/", "https://app.example.evil.example",
                            "https://app.example:444/", "https://app.example@evil.example"})
        expect_error(asked_for("app.example", "https://app.example", fmt::format(R"(,"uri":"{}")", uri)), 400,
                     "invalid_request", "uri must be on the origin of the page");
}

TEST_F(Proofs, ABackendAsksForTheHostOfAnAllowedOrigin) {
    const auto asked_for = [&](std::string_view domain, const Tenant& by, std::string_view members = "") {
        return ask(post("/sessions/challenge", challenge_body("siws", domain, members)).as(by));
    };
    for (const auto* domain : {"app.example", "a.preview.example", "localhost:3000"})
        EXPECT_EQ(asked_for(domain, site_).status, 200) << domain;
    EXPECT_EQ(asked_for("app.example", site_, R"(,"uri":"https://app.example/x")").status, 200);
    EXPECT_EQ(asked_for("app.example", site_, R"(,"uri":"http://app.example/x")").status, 400);
    for (const auto* domain : {"evil.example", "preview.example", "a.b.preview.example", "*.preview.example",
                               "App.example", "app.example:443", "localhost", ""})
        expect_error(asked_for(domain, site_), 400, "invalid_request",
                     "domain must be the host of an origin that the project allows");
    expect_error(asked_for("app.example", state_.shop), 400, "invalid_request",
                 "domain must be the host of an origin that the project allows");
    const auto asked = asked_for("app.example", site_);
    EXPECT_EQ(ask(post("/sessions/prove", "{" + proof_of(asked) + "}").as(site_)).status, 200);
}

TEST_F(Proofs, APublishableKeyWorksInAllowedPagesAlone) {
    const auto body = challenge_body();
    expect_error(ask(by_page(post("/sessions/challenge", body), "https://evil.example")), 403, "origin_not_allowed",
                 "Origin not allowed: https://evil.example");
    expect_error(ask(post("/sessions/challenge", body).with("X-Publishable-Key", std::string{page_.secret.reveal()})),
                 403, "origin_not_allowed", "A publishable key is for pages: send it with an Origin");
    auto project = site_.project;
    project.allowed_origins.clear();
    ASSERT_TRUE(state_.keys.set_project(project));
    expect_error(challenge(), 403, "origin_not_allowed",
                 "A publishable key works on allowed origins alone, and the project has named none");
}

TEST_F(Proofs, APublishableKeyOpensNothingElse) {
    for (const auto& wanted : {get("/stats"), get(wallet_path("assets")),
                               post("/sessions", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text())),
                               post(wallet_path("transactions"), close_body()), delete_of("/sessions/ses_x")})
        expect_error(ask(by_page(wanted)), 403, "missing_scope", "A publishable key opens challenge and prove alone");
    const std::string raw{page_.secret.reveal()};
    expect_error(ask(get("/stats").with("X-Api-Key", raw)), 401, "invalid_api_key", "Invalid API key");
    expect_error(ask(post("/sessions/challenge", challenge_body()).with("X-Publishable-Key", site_.secret())), 401,
                 "invalid_publishable_key", "Invalid publishable key");
    ASSERT_TRUE(state_.keys.revoke(site_.project.id, page_.record.id));
    expect_error(challenge(), 401, "invalid_publishable_key", "Invalid publishable key");
}

TEST_F(Proofs, APublishableKeyStandsAlone) {
    const auto body = challenge_body();
    const auto session = state_.session(site_, state_.wallet);
    expect_error(ask(by_page(post("/sessions/challenge", body)).as(session)), 400, "two_credentials",
                 "Use a publishable key alone, without other credentials");
    expect_error(ask(by_page(post("/sessions/challenge", body)).with("X-Publishable-Key", "x")), 400, "invalid_request",
                 "X-Publishable-Key must not be given twice");
    expect_error(ask(by_page(post("/sessions/challenge", body)).as(site_)), 403, "api_key_in_browser",
                 "API keys must not be used in a browser");
}

TEST_F(Proofs, ABrowserMaySendAPublishableKeyToItsRoutesAlone) {
    const auto allowed = [&](std::string_view path) {
        return ask(Ask{.method = "OPTIONS", .target = std::string{base_path}.append(path)})
            .header("Access-Control-Allow-Headers");
    };
    const std::string usual = "Authorization, Content-Type, DPoP, Idempotency-Key";
    EXPECT_EQ(allowed("/sessions/challenge"), usual + ", X-Publishable-Key");
    EXPECT_EQ(allowed("/sessions/prove"), usual + ", X-Publishable-Key");
    EXPECT_EQ(allowed("/sessions"), usual);
    EXPECT_EQ(allowed("/stats"), usual);
}

/// The key in a page must not be used up by anybody who reads it there.
TEST_F(Proofs, ChallengesOfPagesCountByAddress) {
    const Tenant tiny = state_.tenant("tiny", {"https://app.example"});
    page_ = state_.keys.create(tiny.project.id, {.kind = KeyKind::publishable}, "page").value();
    for (int left = 19; left >= 0; --left) {
        const auto answer = challenge();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.header("X-RateLimit-Limit"), "20");
        EXPECT_EQ(answer.header("X-RateLimit-Remaining"), std::to_string(left));
    }
    const auto refused = challenge();
    expect_error(refused, 429, "rate_limited", "Rate limit exceeded");
    EXPECT_EQ(refused.header("Retry-After"), "3");
    auto elsewhere = by_page(post("/sessions/challenge", challenge_body()));
    elsewhere.from = "192.0.2.7";
    EXPECT_EQ(ask(elsewhere).status, 200);
    EXPECT_EQ(ask(get("/stats").as(tiny)).status, 200) << "of three requests a month";
}

TEST_F(Proofs, ABackendsChallengesCountAsItsRequests) {
    const Tenant tiny = state_.tenant("tiny", {"https://app.example"});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(post("/sessions/challenge", challenge_body()).as(tiny)).status, 200);
    EXPECT_EQ(ask(post("/sessions/challenge", challenge_body()).as(tiny)).at("/code"), "quota_exceeded");
}

/// Each proof costs the key a request, a wrong one costs nobody but the address.
TEST_F(Proofs, AProofCountsOnceItsSignatureIsRight) {
    const Tenant tiny = state_.tenant("tiny", {"https://app.example"});
    page_ = state_.keys.create(tiny.project.id, {.kind = KeyKind::publishable}, "page").value();
    const auto other = solana::Keypair::from_seed({9});
    for (int i = 0; i < 5; ++i) EXPECT_EQ(prove(proof_of(challenge(), "siws", &other)).status, 401);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(prove(proof_of(challenge())).status, 200);
    const auto asked = challenge();
    EXPECT_EQ(prove(proof_of(asked)).at("/code"), "quota_exceeded");
    EXPECT_TRUE(state_.used_challenges.use({}, {})) << "the store works";
}

TEST_F(Proofs, WrongProofsAreThrottledByAddress) {
    ApiState strict{{.throttle = {.burst = 3, .refill_per_minute = 3}}};
    ApiWorker worker{strict, io_, rpc_};
    const auto wrong = post("/sessions/prove",
                            fmt::format(R"({{"challengeId":"challenge_x","signature":"{}","signedMessage":"AA=="}})",
                                        to_base58(solana::Signature{})))
                           .as(strict.shop);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(worker.ask(wrong).status, 401);
    const auto throttled = worker.ask(wrong);
    expect_error(throttled, 429, "rate_limited", "Too many failed authentications");
    EXPECT_EQ(throttled.header("Retry-After"), "20");
}

TEST_F(Proofs, ARaceOfTwoIsWonByOne) {
    const auto wanted = by_page(post("/sessions/prove", "{" + proof_of(challenge()) + "}"));
    const auto answers = worker_.ask_all({wanted, wanted, wanted});
    EXPECT_EQ(std::ranges::count(answers, 200, &Answer::status), 1);
    EXPECT_EQ(std::ranges::count(answers, 401, &Answer::status), 2);
}

TEST_F(Proofs, AnIdempotencyKeyKeepsNothingForAPublishableKey) {
    const auto wanted =
        by_page(post("/sessions/prove", "{" + proof_of(challenge()) + "}")).with("Idempotency-Key", "k");
    EXPECT_EQ(ask(wanted).status, 200);
    EXPECT_EQ(ask(wanted).at("/code"), "proof_invalid");
}

TEST_F(Proofs, AProjectMayDemandOneOfItsBackend) {
    auto project = site_.project;
    project.require_proof = true;
    ASSERT_TRUE(state_.keys.set_project(project));
    const auto mint = [&](std::string_view members, std::string wallet) {
        return ask(post("/sessions", fmt::format(R"({{"walletAddress":"{}"{}}})", wallet, members)).as(site_));
    };
    expect_error(mint("", wallet_text()), 403, "proof_required", "A proof of the wallet is required");
    const auto asked = ask(post("/sessions/challenge", challenge_body()).as(site_));
    const std::string proof = "," + proof_of(asked);
    expect_error(mint(proof, to_base58(key(98))), 401, "proof_invalid", "Invalid proof of the wallet");
    const auto session = mint(proof, wallet_text());
    ASSERT_EQ(session.status, 200) << session.body;
    EXPECT_TRUE(claims_of(session).contains(R"("amr":["siws"])"));
    EXPECT_EQ(mint(proof, wallet_text()).at("/code"), "proof_invalid");
    expect_error(mint(R"(,"challengeId":"challenge_x")", wallet_text()), 400, "invalid_request",
                 "signature is required");
}

/// JSON may spell a name in many ways.
TEST_F(Proofs, AProofIsNeverPassedOver) {
    const auto mint = [&](std::string_view name) {
        return ask(post("/sessions", fmt::format(R"({{"walletAddress":"{}","{}":"challenge_x","signature":"{}",)"
                                                 R"("signedMessage":"AA=="}})",
                                                 wallet_text(), name, to_base58(solana::Signature{})))
                       .as(site_));
    };
    for (const auto* name : {"challengeId", R"(challenge\u0049d)", R"(\u0063hallengeId)"})
        EXPECT_EQ(mint(name).at("/code"), "proof_invalid") << name;
}

TEST_F(Proofs, AProofIsGoodWhereNoneIsDemanded) {
    const auto asked = ask(post("/sessions/challenge", challenge_body()).as(site_));
    const auto mint = post("/sessions", fmt::format(R"({{"walletAddress":"{}",{}}})", wallet_text(), proof_of(asked)));
    EXPECT_EQ(ask(Ask{mint}.as(site_)).status, 200);
    EXPECT_EQ(ask(Ask{mint}.as(site_)).at("/code"), "proof_invalid");
    const auto plain = ask(post("/sessions", fmt::format(R"({{"walletAddress":"{}"}})", wallet_text())).as(site_));
    EXPECT_FALSE(claims_of(plain).contains(R"("amr":)"));
}

TEST_F(Proofs, TheStoreBeingAwayMintsNothing) {
    const auto proof = proof_of(challenge());
    state_.store.bug = "gone";
    EXPECT_EQ(prove(proof).status, 500);
    state_.store.bug.reset();
    EXPECT_EQ(prove(proof).status, 200);
}

}  // namespace
}  // namespace burner::api
