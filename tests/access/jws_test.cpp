#include "access/jws.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>
#include <simdjson.h>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "fakes/hex.hpp"
#include "fakes/vectors.hpp"

namespace burner::access {
namespace {

const base::Bytes test_secret(32, 7);

std::string sign(std::string_view header, std::string_view payload, const JwsKey& key = JwsKey::hs256(test_secret)) {
    std::string text = base::to_base64url(base::as_bytes(header)) + "." + base::to_base64url(base::as_bytes(payload));
    key.append_signature(text);
    return text;
}

bool accepts(std::string_view token, const JwsKey& key = JwsKey::hs256(test_secret)) {
    const auto jws = parse_compact_jws(token);
    return jws && verify(*jws, key);
}

TEST(Jws, AcceptsWhatItSigned) {
    const auto token = sign(R"({"alg":"HS256"})", "payload");
    const auto jws = parse_compact_jws(token);
    ASSERT_TRUE(jws);
    EXPECT_EQ(base::as_text(jws->payload), "payload");
    EXPECT_TRUE(accepts(token));
    EXPECT_FALSE(accepts(token, JwsKey::hs256(base::Bytes(32, 8))));
}

TEST(Jws, AcceptsWhatItSignedWithEd25519) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(5);
    const auto key = JwsKey::eddsa(seed);
    const auto token = sign(R"({"alg":"EdDSA"})", "payload", key);
    EXPECT_TRUE(accepts(token, key));
    EXPECT_TRUE(accepts(token, JwsKey::eddsa_public(key.public_key())));
}

TEST(Jws, AnyOneCharacterChangedIsRefused) {
    const auto token = sign(R"({"alg":"HS256","kid":"k"})", "some payload!");
    for (std::size_t i = 0; i < token.size(); ++i) {
        for (const char c : std::string_view{"AZaz09-_.=+/ \0\n", 15}) {
            std::string changed = token;
            changed[i] = c;
            if (changed != token) EXPECT_FALSE(accepts(changed)) << i << " " << int{c};
        }
    }
}

/// The header never chooses; a public key is never an HMAC secret.
TEST(Jws, TheKeyDecidesTheAlgorithm) {
    std::array<std::uint8_t, 32> seed{};
    const auto eddsa = JwsKey::eddsa(seed);
    const auto hmac_of_public_key = JwsKey::hs256(eddsa.public_key());
    EXPECT_FALSE(accepts(sign(R"({"alg":"HS256"})", "{}", hmac_of_public_key), eddsa));
    EXPECT_FALSE(accepts(sign(R"({"alg":"EdDSA"})", "{}", eddsa)));
    for (const auto* algorithm : {"none", "None", "NONE", "", "hs256", "HS512", "HS384", "RS256", "ES256"}) {
        const auto header = std::string{R"({"alg":")"} + algorithm + R"("})";
        EXPECT_FALSE(accepts(sign(header, "{}"))) << algorithm;
    }
    EXPECT_FALSE(accepts(sign(R"({"typ":"JWT"})", "{}")));
    EXPECT_FALSE(accepts(sign(R"({"alg":null})", "{}")));
    EXPECT_FALSE(accepts(sign(R"({"alg":["HS256"]})", "{}")));
    EXPECT_FALSE(accepts(sign(R"({"alg":"none","alg":"HS256"})", "{}")));
}

TEST(Jws, RefusesHeadersThatSayHowToCheck) {
    for (const auto* member : {R"("jku":"https://a")", R"("jwk":{})", R"("x5u":"https://a")", R"("x5c":[])",
                               R"("crit":["exp"])", R"("b64":false)", R"("b64":true)", R"("zip":"DEF")"}) {
        EXPECT_FALSE(accepts(sign(std::string{R"({"alg":"HS256",)"} + member + "}", "{}"))) << member;
    }
}

TEST(Jws, IsThreePartsOfAtMost4096Bytes) {
    const auto token = sign(R"({"alg":"HS256"})", "x");
    for (const std::string& text : {std::string{}, std::string{"."}, std::string{".."}, std::string{"a.b"}, token + ".",
                                    "." + token, token + ".x", token.substr(0, token.rfind('.')),
                                    token.substr(0, token.rfind('.') + 1), token + "=", token + " "}) {
        EXPECT_FALSE(accepts(text)) << text;
    }
    // 20 characters of header, 43 of signature, 2 dots: 4,031 are left, for 3,023 bytes in base64url.
    constexpr std::size_t max_payload_bytes = 3023;
    const auto longest = sign(R"({"alg":"HS256"})", std::string(max_payload_bytes, 'x'));
    EXPECT_EQ(longest.size(), 4096u);
    EXPECT_TRUE(accepts(longest));
    EXPECT_FALSE(accepts(sign(R"({"alg":"HS256"})", std::string(max_payload_bytes + 1, 'x'))));
}

TEST(Jws, ManyKeysOnOneThreadDoNotMix) {
    std::vector<JwsKey> keys;
    for (std::uint8_t i = 0; i < 40; ++i) keys.push_back(JwsKey::hs256(base::Bytes(32, i)));
    std::set<std::string> tokens;
    for (const auto& key : keys) tokens.insert(sign(R"({"alg":"HS256"})", "x", key));
    EXPECT_EQ(tokens.size(), keys.size());
    for (const auto& key : keys) {
        int accepted = 0;
        for (const auto& token : tokens) accepted += accepts(token, key) ? 1 : 0;
        EXPECT_EQ(accepted, 1);
    }
}

class JwsVectors : public fakes::VectorTest {
  protected:
    simdjson::dom::element load(const char* file) {
        simdjson::dom::element root;
        const auto error = parser_.load((root_ / file).string()).get(root);
        EXPECT_EQ(error, simdjson::SUCCESS) << file;
        return root;
    }
    /// A JWK of a kind that this server has, with a secret that its key file would take; or nothing.
    static std::optional<JwsKey> key_from(simdjson::dom::element jwk) {
        std::string_view text;
        if (jwk["k"].get(text) == simdjson::SUCCESS) {
            const auto secret = base::from_base64url(text);
            return secret && secret->size() >= 32 ? std::optional{JwsKey::hs256(*secret)} : std::nullopt;
        }
        std::string_view curve;
        if (jwk["crv"].get(curve) != simdjson::SUCCESS || curve != "Ed25519") return std::nullopt;
        std::array<std::uint8_t, 32> bytes;
        std::ranges::copy(base::from_base64url(std::string_view{jwk["x"]}).value(), bytes.begin());
        return JwsKey::eddsa_public(bytes);
    }

    simdjson::dom::parser parser_;
};

/// Groups with a key of ours follow the verdict; in all others (RSA, ECDSA) every token must be refused,
/// whatever key of ours it is checked with. tcId 372 and 373 are called valid there, but hold a `?` in a
/// base64url part, which RFC 7515 section 2 does not allow. tcId 367 and 370 are called invalid, but are the
/// very token of tcId 357, which is valid.
TEST_F(JwsVectors, AgreesWithWycheproof) {
    const std::set<std::int64_t> not_base64url{372, 373};
    const std::set<std::int64_t> same_as_357{367, 370};
    std::string token_357;
    int checked = 0;
    for (const simdjson::dom::element group :
         load("wycheproof/json_web_signature_test.json")["testGroups"].get_array()) {
        const auto own = key_from(group["private"]);
        for (const simdjson::dom::element test : group["tests"].get_array()) {
            const std::int64_t id = test["tcId"];
            const std::string_view token = test["jws"];
            if (id == 357) token_357 = token;
            if (same_as_357.contains(id)) EXPECT_EQ(token, token_357);
            const bool called_valid = std::string_view{test["result"]} == "valid" || same_as_357.contains(id);
            const bool valid = called_valid && own && !not_base64url.contains(id);
            EXPECT_EQ(accepts(token, own.value_or(JwsKey::hs256(test_secret))), valid) << "tcId " << id;
            ++checked;
        }
    }
    EXPECT_EQ(checked, 401);
}

/// A set of keys is ours when every key in it is for HS256 and no kid occurs twice; a token picks by `kid`.
TEST_F(JwsVectors, AgreesWithWycheproofKeySets) {
    int checked = 0;
    int accepted_tokens = 0;
    for (const simdjson::dom::element group : load("wycheproof/json_web_key_test.json")["testGroups"].get_array()) {
        simdjson::dom::array jwks;
        if (group["private"]["keys"].get(jwks) != simdjson::SUCCESS) continue;
        std::map<std::string, JwsKey> keys;
        bool usable = true;
        for (const simdjson::dom::element jwk : jwks) {
            std::string_view kid;
            std::string_view algorithm;
            const auto key = key_from(jwk);
            if (jwk["alg"].get(algorithm) != simdjson::SUCCESS || algorithm != "HS256" || !key ||
                jwk["kid"].get(kid) != simdjson::SUCCESS || !keys.emplace(kid, *key).second) {
                usable = false;
            }
        }
        for (const simdjson::dom::element test : group["tests"].get_array()) {
            const auto jws = parse_compact_jws(std::string_view{test["jws"]});
            const std::string* kid = jws ? jws->header.text("kid") : nullptr;
            const bool accepted = usable && kid && keys.contains(*kid) && verify(*jws, keys.at(*kid));
            EXPECT_EQ(accepted, usable && std::string_view{test["result"]} == "valid") << "tcId " << test["tcId"];
            accepted_tokens += accepted ? 1 : 0;
            ++checked;
        }
    }
    EXPECT_EQ(checked, 26);
    EXPECT_EQ(accepted_tokens, 2);  // tcId 2 and 13: all other valid ones are RSA, HS384 or HS512
}

TEST_F(JwsVectors, ReproducesTheExamplesOfTheRfcs) {
    const auto rfc = load("jwt-rfc/jwt_rfc_vectors.json");
    const auto hmac = rfc["rfc7515_A1_rfc7519_3_1"];
    const auto key = JwsKey::hs256(base::from_base64url(std::string_view{hmac["k"]}).value());
    EXPECT_TRUE(accepts(std::string_view{hmac["token"]}, key));
    EXPECT_FALSE(accepts(std::string_view{rfc["rfc7519_6_1_unsecured"]["token"]}, key));
}

TEST_F(JwsVectors, ReproducesTheCookbook) {
    for (const auto* file : {"jose-cookbook/4_4.hmac-sha2_integrity_protection.json", "jose-cookbook/jws.json"}) {
        const auto example = load(file);
        const auto key = key_from(example["input"]["key"]);
        ASSERT_TRUE(key) << file;
        EXPECT_TRUE(accepts(std::string_view{example["output"]["compact"]}, *key)) << file;
    }
}

TEST_F(JwsVectors, RefusesTheCookbooksUnencodedPayload) {
    const auto example = load("jose-cookbook/hmac-sha2_b64_false.json");
    std::string_view compact;
    if (example["output"]["compact"].get(compact) != simdjson::SUCCESS) GTEST_SKIP() << "the file has no compact form";
    EXPECT_FALSE(accepts(compact, key_from(example["input"]["key"]).value()));
}

TEST_F(JwsVectors, HmacAgreesWithWycheproof) {
    int checked = 0;
    for (const simdjson::dom::element group : load("wycheproof/hmac_sha256_test.json")["testGroups"].get_array()) {
        if (std::int64_t{group["tagSize"]} != 256) continue;  // JWS never truncates
        for (const simdjson::dom::element test : group["tests"].get_array()) {
            const auto key = JwsKey::hs256(fakes::from_hex(test["key"]));
            const auto message = fakes::from_hex(test["msg"]);
            EXPECT_EQ(key.accepts(base::as_text(message), fakes::from_hex(test["tag"])),
                      std::string_view{test["result"]} == "valid")
                << "tcId " << test["tcId"];
            ++checked;
        }
    }
    EXPECT_GT(checked, 50);
}

}  // namespace
}  // namespace burner::access
