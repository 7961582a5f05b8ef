#include "access/dpop_proof.hpp"

#include <functional>

#include <gmock/gmock.h>
#include <simdjson.h>

#include "access/dpop_key.hpp"
#include "access/possession.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/vectors.hpp"

namespace burner::access {
namespace {

using base::ErrorCode;

constexpr std::string_view url = "https://burner.example/api/v1/burner/stats";
constexpr std::string_view token = "a.session.token";

class DpopProofs : public testing::TestWithParam<bool> {
  protected:
    base::Result<DpopProof> check(std::string_view proof, std::string_view method = "GET", std::string_view at = url,
                                  std::string_view with = token) const {
        return check_dpop_proof(proof, {method, at, with}, clock_.now());
    }
    void expect_invalid(std::string_view proof, std::string_view why) const {
        const auto checked = check(proof);
        ASSERT_FALSE(checked) << proof;
        EXPECT_EQ(checked.error().code, ErrorCode::dpop_invalid);
        EXPECT_THAT(checked.error().message, testing::HasSubstr(why));
    }
    std::string good() const { return key_.prove("GET", url, clock_.now(), "id-1", token); }
    std::int64_t seconds() const {
        return std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
    }
    std::string claims(std::string_view changes = "") const {
        return fmt::format(R"({{"jti":"id-1","htm":"GET","htu":"{}","iat":{},"ath":"{}"{}}})", url, seconds(),
                           base::to_base64url(base::sha256(base::as_bytes(token))), changes);
    }
    static std::string replaced(std::string text, std::string_view from, std::string_view to) {
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    }

    fakes::FakeClock clock_;
    DpopKey key_ = GetParam() ? DpopKey::es256() : DpopKey::eddsa();
};
INSTANTIATE_TEST_SUITE_P(Algorithms, DpopProofs, testing::Bool(),
                         [](const auto& is_ec) { return is_ec.param ? "ES256" : "EdDSA"; });

TEST_P(DpopProofs, ShowTheThumbprintAndTheirId) {
    const auto checked = check(good());
    ASSERT_TRUE(checked) << checked.error().message;
    EXPECT_EQ(checked->thumbprint, key_.thumbprint());
    EXPECT_TRUE(is_thumbprint(checked->thumbprint));
    EXPECT_EQ(checked->id, "id-1");
    EXPECT_TRUE(check(key_.sign(key_.header(), claims(R"(,"nonce":"x")"))));
}

TEST_P(DpopProofs, AreForOneMethodOneAddressAndOneToken) {
    EXPECT_FALSE(check(good(), "POST"));
    EXPECT_FALSE(check(good(), "get"));
    for (const auto* other :
         {"https://burner.example/api/v1/burner/leaderboard", "http://burner.example/api/v1/burner/stats",
          "https://burner.example:444/api/v1/burner/stats", "https://evil.example/api/v1/burner/stats",
          "https://burner.example/api/v1/burner/stats/", "https://burner.example/API/v1/burner/stats"})
        EXPECT_FALSE(check(good(), "GET", other)) << other;
    EXPECT_FALSE(check(good(), "GET", url, "another.session.token"));
    EXPECT_FALSE(check(key_.prove("GET", url, clock_.now(), "id-1")));
    EXPECT_TRUE(check(key_.prove("GET", url, clock_.now(), "id-1"), "GET", url, ""));
}

TEST_P(DpopProofs, MayWriteTheAddressInOtherWays) {
    for (const auto* same :
         {"HTTPS://Burner.Example/api/v1/burner/stats", "https://burner.example:443/api/v1/burner/stats",
          "https://burner.example/api/v1/burner/stats?period=day", "https://burner.example/api/v1/burner/stats#x"})
        EXPECT_TRUE(check(key_.prove("GET", same, clock_.now(), "id-1", token))) << same;
}

TEST_P(DpopProofs, CountForAMinuteBeforeAndAfter) {
    const auto proof = good();
    clock_.advance(std::chrono::seconds{60});
    EXPECT_TRUE(check(proof));
    clock_.advance(std::chrono::seconds{1});
    expect_invalid(proof, "iat is more than 60 s from now");
    EXPECT_TRUE(check(key_.prove("GET", url, clock_.now() + std::chrono::seconds{60}, "x", token)));
    EXPECT_FALSE(check(key_.prove("GET", url, clock_.now() + std::chrono::seconds{61}, "x", token)));
}

TEST_P(DpopProofs, AnyByteChangedIsRefused) {
    const auto proof = good();
    for (std::size_t i = 0; i < proof.size(); ++i) {
        auto changed = proof;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(check(changed)) << i;
        EXPECT_FALSE(check(std::string_view{proof}.substr(0, i))) << i;
    }
    EXPECT_FALSE(check(proof + "A"));
    EXPECT_FALSE(check(""));
    EXPECT_FALSE(check(std::string(5'000, 'A')));
}

TEST_P(DpopProofs, AnotherHeaderIsRefused) {
    const auto with = [&](std::string_view from, std::string_view to) {
        return key_.sign(replaced(key_.header(), from, to), claims());
    };
    const std::string wrong_form = "it must be one JWS of type dpop+jwt";
    const std::string wrong_key = "it must be signed by the key in its header";
    expect_invalid(with("dpop+jwt", "JWT"), wrong_form);
    expect_invalid(with(R"("typ":"dpop+jwt",)", ""), wrong_form);
    for (const auto* member :
         {R"("crit":["x"],)", R"("x5c":[],)", R"("jku":"x",)", R"("b64":false,)", R"("zip":"DEF",)"})
        expect_invalid(with("{", "{" + std::string{member}), wrong_form);
    expect_invalid(with(key_.jwk(), DpopKey::es256().jwk()), wrong_key);
    expect_invalid(with(key_.jwk(), DpopKey::eddsa().jwk()), wrong_key);
    expect_invalid(with(key_.jwk(), R"("x")"), wrong_key);
    expect_invalid(with(key_.jwk(), "{}"), wrong_key);
    expect_invalid(with(key_.jwk(), replaced(key_.jwk(), "{", R"({"d":"AA",)")), wrong_key);
    expect_invalid(with(key_.jwk(), replaced(key_.jwk(), R"("x":")", R"("x":"A)")), wrong_key);
    for (const auto* algorithm : {"none", "HS256", "RS256", "es256", GetParam() ? "EdDSA" : "ES256"})
        expect_invalid(with(key_.algorithm(), algorithm), wrong_key);
}

TEST_P(DpopProofs, AnotherClaimIsRefused) {
    const auto with = [&](std::string_view from, std::string_view to) {
        return key_.sign(key_.header(), replaced(claims(), from, to));
    };
    expect_invalid(with(R"("jti":"id-1")", R"("jti":"")"), "jti");
    expect_invalid(with(R"("jti":"id-1")", R"("jti":7)"), "jti");
    expect_invalid(with("id-1", std::string(257, 'x')), "jti");
    expect_invalid(with(R"("jti":"id-1",)", ""), "jti");
    expect_invalid(with(R"("htm":"GET",)", ""), "htm");
    expect_invalid(with(R"("htm":"GET")", R"("htm":["GET"])"), "htm");
    expect_invalid(with(std::string{url}, "x"), "htu");
    expect_invalid(with(std::string{url}, ""), "htu");
    expect_invalid(with(R"("iat":)", R"("iat":-)"), "iat");
    expect_invalid(with(R"("iat":)", R"("iat":1)"), "iat");
    expect_invalid(with(R"("iat":)", R"("old":)"), "iat");
    expect_invalid(with(R"("iat":)", R"("iat":9223372036854775807,"x":)"), "iat");
    expect_invalid(with(R"("iat":)", R"("iat":-9223372036854775808,"x":)"), "iat");
    expect_invalid(with(R"("ath":")", R"("ath":"A)"), "ath");
    expect_invalid(with(R"("jti":"id-1")", R"("jti":"id-1","jti":"id-2")"), "it must be one JWS");
    expect_invalid(key_.sign(key_.header(), "[]"), "it must be one JWS");
}

/// A point off the curve, and numbers that prove nothing.
TEST(DpopKeys, ThatAreNoneAreRefused) {
    const fakes::FakeClock clock;
    const auto key = DpopKey::es256();
    const auto off = [&](std::string_view x, std::string_view y) {
        return fmt::format(R"({{"typ":"dpop+jwt","alg":"ES256","jwk":{{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}}}})",
                           x, y);
    };
    const std::string zeros(43, 'A');
    const std::string ones = base::to_base64url(base::Bytes(32, 1));
    const auto proof = key.prove("GET", url, clock.now(), "x");
    const auto claims = base::from_base64url(proof.substr(proof.find('.') + 1, proof.rfind('.') - proof.find('.') - 1));
    for (const auto& header : {off(zeros, zeros), off(ones, ones), off(zeros, ones)})
        EXPECT_FALSE(check_dpop_proof(key.sign(header, base::as_text(*claims)), {"GET", url}, clock.now())) << header;
    const auto unsigned_part = proof.substr(0, proof.rfind('.') + 1);
    for (const auto& signature : {base::Bytes(64, 0), base::Bytes(64, 0xff), base::Bytes(63, 1), base::Bytes{}})
        EXPECT_FALSE(check_dpop_proof(unsigned_part + base::to_base64url(signature), {"GET", url}, clock.now()));
}

class PossessionTest : public testing::Test {
  protected:
    base::Result<std::string> check(std::string_view id, std::string_view api_key = "key_1") {
        const auto proof = key_.prove("GET", url, clock_.now(), id, token);
        return possession_.check({proof, "GET", "/api/v1/burner/stats", token, api_key});
    }

    fakes::FakeClock clock_;
    DpopKey key_ = DpopKey::eddsa();
    Possession possession_{"https://burner.example", clock_};
};

TEST_F(PossessionTest, EachProofCountsOnce) {
    EXPECT_EQ(check("1").value(), key_.thumbprint());
    EXPECT_EQ(check("1").error().message, "Invalid DPoP proof: it was used before");
    EXPECT_TRUE(check("2"));
    clock_.advance(std::chrono::seconds{119});
    EXPECT_FALSE(check("1"));
    clock_.advance(std::chrono::seconds{1});
    EXPECT_TRUE(check("1")) << "a proof of that age counts no more, so its id need not be known";
    key_ = DpopKey::eddsa();
    EXPECT_TRUE(check("1")) << "another key has ids of its own";
}

TEST_F(PossessionTest, AnApiKeyHasSoManyProofsInTwoMinutes) {
    UsedDpopIds used;
    const auto use = [&](int id, std::string_view api_key = "key_1") {
        return used.use(api_key, {"thumb", std::to_string(id)}, clock_.steady());
    };
    for (int id = 0; id < static_cast<int>(UsedDpopIds::max_of_key); ++id)
        ASSERT_EQ(use(id), UsedDpopIds::Use::first) << id;
    EXPECT_EQ(use(-1), UsedDpopIds::Use::too_many);
    EXPECT_EQ(use(7), UsedDpopIds::Use::again);
    EXPECT_EQ(use(-1, "key_2"), UsedDpopIds::Use::first);
    clock_.advance(UsedDpopIds::kept);
    EXPECT_EQ(use(-1), UsedDpopIds::Use::first);
}

TEST_F(PossessionTest, BindsWhereItIsKnownByNameAndUnderstood) {
    EXPECT_TRUE(possession_.can_bind());
    possession_.set_understood(false);
    EXPECT_EQ(possession_.can_bind().error().code, ErrorCode::overloaded);
    EXPECT_EQ(Possession("", clock_).can_bind().error().code, ErrorCode::invalid_request);
}

TEST(Thumbprints, AreTheHashOfTheMembersThatCount) {
    EXPECT_TRUE(is_thumbprint("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
    for (const auto* text :
         {"", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4",
          "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I=", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4J"})
        EXPECT_FALSE(is_thumbprint(text)) << text;
}

}  // namespace
}  // namespace burner::access
