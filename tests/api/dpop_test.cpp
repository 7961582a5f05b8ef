// Sessions that are bound to a key of their client: a stolen token is worth nothing without it.
#include "access/dpop_key.hpp"
#include "api/api_test.hpp"
#include "api/routes.hpp"

namespace burner::api {
namespace {

using access::DpopKey;

class Dpop : public ApiTest {
  protected:
    static std::string url_of(std::string_view path) {
        return std::string{"https://burner.example"}.append(base_path).append(path);
    }
    Answer mint(const std::string& thumbprint) {
        return ask_as_shop(
            post("/sessions", fmt::format(R"({{"walletAddress":"{}","dpopJkt":"{}"}})", wallet_text(), thumbprint)));
    }
    std::string proof(std::string_view method, std::string_view path, const std::string& token) {
        return key_.prove(method, url_of(path), state_.clock.now(), std::to_string(++last_id_), token);
    }
    static Ask with(Ask wanted, const std::string& token, const std::string& proof) {
        return std::move(wanted).with("Authorization", "DPoP " + token).with("DPoP", proof);
    }
    std::string assets() const { return wallet_path("assets"); }
    Answer get_assets(const std::string& proof) { return ask(with(get(assets()), token_, proof)); }
    void expect_invalid(const Answer& answer, std::string_view why) {
        EXPECT_EQ(answer.status, 401) << answer.body;
        EXPECT_EQ(answer.at("/code"), "dpop_invalid");
        EXPECT_THAT(answer.at("/message"), testing::HasSubstr(why));
        EXPECT_THAT(answer.header("WWW-Authenticate").value_or(""),
                    testing::MatchesRegex("DPoP realm=\"burner\", error=\"invalid_dpop_proof\", .*"
                                          "algs=\"ES256 EdDSA\""));
    }

    DpopKey key_ = DpopKey::es256();
    int last_id_ = 0;
    std::string token_ = mint(key_.thumbprint()).at("/token");
};

TEST_F(Dpop, ABoundTokenWorksWithProofsOfItsKey) {
    EXPECT_EQ(get_assets(proof("GET", assets(), token_)).status, 200);
    const auto path = wallet_path("transactions");
    EXPECT_EQ(ask(with(post(path, close_body()), token_, proof("POST", path, token_))).status, 200);
    key_ = DpopKey::eddsa();
    token_ = mint(key_.thumbprint()).at("/token");
    EXPECT_EQ(get_assets(proof("GET", assets(), token_)).status, 200);
}

TEST_F(Dpop, AsABearersTokenItIsWorthNothing) {
    const auto answer = ask(get(assets()).with("Authorization", "Bearer " + token_));
    expect_error(answer, 401, "dpop_required", "The session is bound to a key: send its token as DPoP, with a proof");
    EXPECT_EQ(answer.header("WWW-Authenticate"),
              "DPoP realm=\"burner\", error=\"invalid_token\", error_description=\"The session is bound to a key: send "
              "its token as DPoP, with a proof\", algs=\"ES256 EdDSA\"");
    EXPECT_EQ(ask(get(assets()).with("Authorization", "Bearer " + token_).with("DPoP", proof("GET", assets(), token_)))
                  .at("/code"),
              "dpop_required");
    expect_invalid(ask(get(assets()).with("Authorization", "DPoP " + token_)),
                   "A DPoP header with a proof is required");
}

TEST_F(Dpop, WithAForeignKeyItIsWorthNothing) {
    key_ = DpopKey::es256();
    expect_invalid(get_assets(proof("GET", assets(), token_)), "bound to another key");
}

TEST_F(Dpop, AProofThatWasCapturedIsWorthNothing) {
    const auto captured = proof("GET", assets(), token_);
    EXPECT_EQ(get_assets(captured).status, 200);
    expect_invalid(get_assets(captured), "it was used before");
    const auto unused = proof("GET", assets(), token_);
    expect_invalid(ask(with(get("/stats"), token_, unused)), "htu is not the address");
    const auto path = wallet_path("transactions");
    const auto of_get = key_.prove("GET", url_of(path), state_.clock.now(), "y", token_);
    expect_invalid(ask(with(post(path, close_body()), token_, of_get)), "htm is not the method");
}

TEST_F(Dpop, AProofOfAnotherSessionOrTooOldIsNone) {
    const auto other = mint(key_.thumbprint()).at("/token");
    expect_invalid(get_assets(proof("GET", assets(), other)), "ath is not the hash of the token");
    const auto old = proof("GET", assets(), token_);
    state_.clock.advance(std::chrono::seconds{61});
    expect_invalid(get_assets(old), "iat is more than 60 s from now");
}

/// A proxy may change Host; what clients sign is the setting.
TEST_F(Dpop, TheHostOfTheRequestDoesNotCount) {
    const auto wanted = with(get(assets()), token_, proof("GET", assets(), token_)).with("Host", "10.0.0.7:8080");
    EXPECT_EQ(ask(wanted).status, 200);
    const auto by_host =
        key_.prove("GET", "http://10.0.0.7:8080" + std::string{base_path} + assets(), state_.clock.now(), "x", token_);
    expect_invalid(ask(with(get(assets()), token_, by_host).with("Host", "10.0.0.7:8080")), "htu");
}

TEST_F(Dpop, AnUnboundTokenTakesNoProof) {
    const auto plain = state_.session(state_.shop, state_.wallet).token;
    expect_invalid(ask(with(get(assets()), plain, proof("GET", assets(), plain))), "bound to no key");
    EXPECT_EQ(ask(get(assets()).with("Authorization", "Bearer " + plain).with("DPoP", "x")).status, 200);
}

TEST_F(Dpop, IsSaidByIntrospection) {
    const auto answer = ask_as_shop(post("/sessions/introspect", fmt::format(R"({{"token":"{}"}})", token_)));
    EXPECT_EQ(answer.at("/token_type"), "DPoP");
    EXPECT_EQ(answer.at("/cnf/jkt"), key_.thumbprint());
}

TEST_F(Dpop, AWaitForTheBodyCountsTheProofOnce) {
    LateClient late;
    late.body = close_body();
    late.meanwhile = [&] { state_.clock.advance(std::chrono::seconds{2}); };
    const auto path = wallet_path("transactions");
    Ask wanted = with(post(path, {}), token_, proof("POST", path, token_));
    wanted.body = std::nullopt;
    wanted.late = &late;
    EXPECT_EQ(ask(wanted).status, 200);
}

TEST_F(Dpop, AStreamTakesItAsASubprotocol) {
    const auto path = wallet_path("assets/stream");
    const auto open = [&](const std::string& with_proof) {
        const auto stream = worker_.open(stream_of(path, "burner.v1, burner.token." + token_ + with_proof));
        worker_.run_until([&] { return stream->is_over; });
        return stream->socket.frames.empty() ? Answer{} : stream->socket.frames.back();
    };
    EXPECT_EQ(open(", burner.dpop." + proof("GET", path, token_)).at("/complete"), "true");
    EXPECT_EQ(open("").at("/error/code"), "dpop_required");
    EXPECT_EQ(open(", burner.dpop." + proof("GET", assets(), token_)).at("/error/code"), "dpop_invalid");
    const auto alone = ask(stream_of(path, "burner.v1, burner.dpop.x"));
    EXPECT_EQ(alone.status, 101);
}

TEST_F(Dpop, IsBoundOnlyWhereItCanBe) {
    state_.possession.set_understood(false);
    expect_error(mint(key_.thumbprint()), 503, "overloaded", "A node is too old for sessions that are bound to a key");
    state_.possession.set_understood(true);
    for (const auto* bad : {"x", "", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4J"})
        expect_error(mint(bad), 400, "invalid_request", "dpopJkt must be the base64url text of 32 bytes");
}

TEST_F(Dpop, AProvenSessionIsBoundByAProof) {
    const Tenant site = state_.tenant("inferno", {"https://app.example"});
    const auto challenge = [&] {
        return ask(
            post("/sessions/challenge",
                 fmt::format(R"({{"walletAddress":"{}","domain":"app.example","method":"siws"}})", wallet_text()))
                .as(site));
    };
    const auto prove = [&](const std::string& with_proof) {
        const auto asked = challenge();
        const auto text = asked.at("/message");
        const auto bytes = base::as_bytes(text);
        return ask(post("/sessions/prove",
                        fmt::format(R"({{"challengeId":"{}","signature":"{}","signedMessage":"{}","dpopProof":"{}"}})",
                                    asked.at("/challengeId"), to_base58(state_.keypair.sign(bytes)),
                                    base::to_base64(bytes), with_proof))
                       .as(site));
    };
    const auto good = proof("POST", "/sessions/prove", "");
    token_ = prove(good).at("/token");
    EXPECT_EQ(get_assets(proof("GET", assets(), token_)).status, 200);
    expect_invalid(prove(good), "it was used before");
    expect_invalid(prove(proof("POST", "/sessions", "")), "htu");
    expect_invalid(prove("x"), "it must be one JWS");
}

TEST_F(Dpop, ABrowserMaySendItsHeader) {
    const auto answer = ask(Ask{.method = "OPTIONS", .target = std::string{base_path} + "/stats"});
    EXPECT_THAT(answer.header("Access-Control-Allow-Headers").value_or(""), testing::HasSubstr("DPoP"));
    const auto exposed = ask(get("/stats").with("Origin", "https://app.example"));
    EXPECT_THAT(exposed.header("Access-Control-Expose-Headers").value_or(""), testing::HasSubstr("WWW-Authenticate"));
}

}  // namespace
}  // namespace burner::api
