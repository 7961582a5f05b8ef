#include "access/session_token.hpp"

#include "access/access_fixture.hpp"
#include "base/base64.hpp"

namespace burner::access {
namespace {

using base::ErrorCode;
using std::chrono::milliseconds;
using std::chrono::seconds;

class SessionTokenTest : public AccessTest {
  protected:
    base::Result<Session> verify(std::string_view token) const { return tokens_.verify(token, clock_.now()); }
    MintedSession mint() const { return tokens_.mint(request(), clock_.now(), 0); }
    /// A token of ours with other JSON in it.
    std::string forge(std::string_view header, std::string_view claims) const {
        std::string text =
            base::to_base64url(base::as_bytes(header)) + "." + base::to_base64url(base::as_bytes(claims));
        signing_.keys().keys()->current().key.append_signature(text);
        return text;
    }
    static std::string part(std::string_view token, int index) {
        for (; index > 0; --index) token.remove_prefix(token.find('.') + 1);
        return std::string{base::as_text(base::from_base64url(token.substr(0, token.find('.'))).value())};
    }
    static std::string replaced(std::string text, std::string_view from, std::string_view to) {
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    }
};

TEST_F(SessionTokenTest, VerifiesWhatItMinted) {
    const auto minted = mint();
    const Session session{.id = minted.id,
                          .project = project_.id,
                          .key_id = key_.record.id,
                          .mode = Mode::live,
                          .wallet = wallet_of(1),
                          .scopes = ScopeSet::all(),
                          .issued_at = clock_.now(),
                          .expires_at = clock_.now() + seconds{300},
                          .kid = signing_.current().kid};
    EXPECT_EQ(verify(minted.token).value(), session);
    EXPECT_EQ(minted.wallet, solana::to_base58(session.wallet));
    EXPECT_EQ(minted.scopes, session.scopes);
    EXPECT_EQ(minted.expires_at, session.expires_at);
    EXPECT_EQ(issued_at_of(minted.id), session.issued_at);
}

TEST_F(SessionTokenTest, HasTheHeaderAndClaimsOfTheContract) {
    const auto minted = mint();
    const auto kid = signing_.current().kid;
    EXPECT_EQ(part(minted.token, 0), R"({"alg":"HS256","typ":"JWT","kid":")" + kid + R"("})");
    EXPECT_EQ(part(minted.token, 1),
              R"({"iss":"burner","aud":"burner-api","sub":")" + solana::to_base58(wallet_of(1)) +
                  R"(","scope":"wallet:read wallet:stream transactions:build transactions:submit")"
                  R"(,"iat":1775736000,"exp":1775736300,"jti":")" +
                  minted.id + R"(","prj":")" + project_.id + R"(","key":")" + key_.record.id +
                  R"(","mode":"live","rev":0})");
}

TEST_F(SessionTokenTest, SaysHowTheWalletWasProven) {
    auto proven = request();
    proven.proven_by = ProofMethod::offchain;
    const auto minted = tokens_.mint(proven, clock_.now(), 0);
    EXPECT_TRUE(part(minted.token, 1).ends_with(R"(,"rev":0,"amr":["offchain"]})"));
    EXPECT_EQ(verify(minted.token)->proven_by, ProofMethod::offchain);
    EXPECT_EQ(verify(mint().token)->proven_by, std::nullopt);
    const std::string header = part(minted.token, 0), claims = part(minted.token, 1);
    for (const auto* other : {R"("offchain")", "[]", R"(["other"])", R"(["siws","offchain"])", "[1]", "null", "{}"}) {
        const auto changed = replaced(claims, R"(["offchain"])", other);
        EXPECT_EQ(verify(forge(header, changed)).error(), invalid_session_token()) << other;
    }
}

TEST_F(SessionTokenTest, TwoTokensOfOneMomentDiffer) {
    EXPECT_NE(mint().id, mint().id);
}

/// Each claim and header member deleted, null, and of the wrong type.
TEST_F(SessionTokenTest, EveryMemberIsRequiredWithItsType) {
    const auto token = mint().token;
    const std::string header = part(token, 0);
    const std::string claims = part(token, 1);
    ASSERT_TRUE(verify(forge(header, claims)));
    for (const std::string name :
         {"iss", "aud", "sub", "scope", "iat", "exp", "jti", "prj", "key", "mode", "typ", "kid", "alg"}) {
        const bool in_header = header.find("\"" + name + "\":") != std::string::npos;
        const std::string& object = in_header ? header : claims;
        const auto from = object.find("\"" + name + "\":");
        const auto end = object.find_first_of(",}", from);
        const std::string member = object.substr(from, end - from);
        const std::string value = member.substr(name.size() + 3);
        for (const std::string& other :
             {std::string{}, "\"" + name + "\":null", "\"" + name + "\":[" + value + "]", "\"" + name + "\":true",
              "\"" + name + "\":" + (value.front() == '"' ? "1775736000" : "\"" + value + "\""),
              "\"" + name + "\":1775736000.0", "\"" + name + "\":\"\"", member + "," + member}) {
            std::string changed = object;
            changed.replace(from, end - from, other);
            if (other.empty()) {  // and one comma
                const auto comma = changed.find(from > 1 ? "," : ",", from > 1 ? from - 1 : from);
                changed.erase(comma, 1);
            }
            const auto verdict = in_header ? verify(forge(changed, claims)) : verify(forge(header, changed));
            ASSERT_FALSE(verdict) << changed;
            EXPECT_EQ(verdict.error(), invalid_session_token()) << changed;
        }
    }
}

TEST_F(SessionTokenTest, RefusesOtherIssuersAudiencesTypesAndKeys) {
    const auto token = mint().token;
    const std::string header = part(token, 0);
    const std::string claims = part(token, 1);
    const auto kid = signing_.current().kid;
    for (const auto& changed_header : {replaced(header, "JWT", "jwt"), replaced(header, "JWT", "ticket"),
                                       replaced(header, kid, "other"), replaced(header, "HS256", "none"),
                                       replaced(header, "HS256", "EdDSA"), replaced(header, "}", ",\"cty\":\"x\"}")}) {
        EXPECT_EQ(verify(forge(changed_header, claims)).error(), invalid_session_token()) << changed_header;
    }
    for (const auto& changed :
         {replaced(claims, "\"burner\"", "\"other\""), replaced(claims, "burner-api", "other"),
          replaced(claims, "wallet:read ", "wallet:write "),
          replaced(claims, "wallet:read wallet",
                   "wallet"
                   "  wallet"),
          replaced(claims, "live", "prod"), replaced(claims, solana::to_base58(wallet_of(1)), "notawallet")}) {
        EXPECT_EQ(verify(forge(header, changed)).error(), invalid_session_token()) << changed;
    }
}

TEST_F(SessionTokenTest, LivesAtMostAnHourFromItsIssue) {
    const auto token = mint().token;
    const std::string header = part(token, 0);
    const std::string claims = part(token, 1);
    EXPECT_TRUE(verify(forge(header, replaced(claims, "\"exp\":1775736300", "\"exp\":1775739600"))));
    for (const auto* exp : {"1775739601", "1775736000", "1775735999", "99999999999999999999", "-1", "1e12"}) {
        const auto changed = replaced(claims, "1775736300", exp);
        EXPECT_EQ(verify(forge(header, changed)).error(), invalid_session_token()) << exp;
    }
    for (const auto* iat : {"1775735999", "1775736001", "0", "-1775736000"}) {
        const auto changed = replaced(claims, "\"iat\":1775736000", std::string{"\"iat\":"} + iat);
        EXPECT_EQ(verify(forge(header, changed)).error(), invalid_session_token()) << iat;
    }
}

TEST_F(SessionTokenTest, EndsAtItsExpiryToTheMillisecond) {
    const auto token = mint().token;
    clock_.advance(seconds{300} - milliseconds{1});
    EXPECT_TRUE(verify(token));
    clock_.advance(milliseconds{1});
    EXPECT_EQ(verify(token).error(), base::Error{ErrorCode::session_expired});
}

TEST_F(SessionTokenTest, FromTheFutureIsInvalidBeyondTheSkew) {
    const SessionTokens tolerant{signing_.keys(), {.skew = seconds{30}}};
    const auto token = mint().token;
    const auto issued = clock_.now();
    for (const auto& [behind, strict_ok, tolerant_ok] :
         {std::tuple{0, true, true}, {1, false, true}, {30'000, false, true}, {30'001, false, false}}) {
        const auto now = issued - milliseconds{behind};
        EXPECT_EQ(tokens_.verify(token, now).has_value(), strict_ok) << behind;
        EXPECT_EQ(tolerant.verify(token, now).has_value(), tolerant_ok) << behind;
    }
    const auto expiry = issued + seconds{300};
    EXPECT_FALSE(tokens_.verify(token, expiry));
    EXPECT_TRUE(tolerant.verify(token, expiry + milliseconds{29'999}));
    EXPECT_EQ(tolerant.verify(token, expiry + seconds{30}).error(), session_expired());
}

TEST_F(SessionTokenTest, ABadSignatureIsInvalidEvenWhenExpired) {
    std::string token = mint().token;
    clock_.advance(seconds{301});
    token.back() = token.back() == 'A' ? 'E' : 'A';
    EXPECT_EQ(verify(token).error(), invalid_session_token());
    for (const auto* text : {"", "x", "a.b.c", "ticket_abc", "..", "ak_live_x"}) {
        EXPECT_EQ(verify(text).error(), invalid_session_token()) << text;
    }
}

/// A token that was seen before is held to the same rules as one that was not.
TEST_F(SessionTokenTest, AKnownTokenEndsAtItsExpiryAndWithItsKey) {
    const auto token = mint().token;
    ASSERT_TRUE(verify(token));
    clock_.advance(seconds{300});
    EXPECT_EQ(verify(token).error(), session_expired());

    const auto fresh = mint().token;
    const auto kid = signing_.current().kid;
    ASSERT_TRUE(verify(fresh));
    ASSERT_TRUE(signing_.rotate());
    EXPECT_TRUE(verify(fresh));
    ASSERT_TRUE(signing_.retire(kid));
    EXPECT_EQ(verify(fresh).error(), invalid_session_token());
}

TEST_F(SessionTokenTest, AKnownTokenIsNotKnownWithAnotherCharacterOrToOtherSettings) {
    const auto token = mint().token;
    ASSERT_TRUE(verify(token));
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(verify(changed).error(), invalid_session_token()) << i;
    }
    EXPECT_FALSE(verify(token.substr(1)));
    EXPECT_FALSE(verify(token + "A"));
    EXPECT_EQ((SessionTokens{signing_.keys(), {.issuer = "other"}}.verify(token, clock_.now()).error()),
              invalid_session_token());
    EXPECT_TRUE(verify(token));
}

/// More tokens than are remembered.
TEST_F(SessionTokenTest, ManyTokensInTurnStayApart) {
    std::vector<MintedSession> all;
    for (int i = 0; i < 600; ++i) all.push_back(mint());
    for (int round = 0; round < 2; ++round) {
        for (const auto& minted : all) EXPECT_EQ(verify(minted.token).value().id, minted.id);
    }
}

TEST_F(SessionTokenTest, WorksWithEd25519) {
    const fakes::SigningKeyRing signing{feed_, clock_, finality_, JwsAlgorithm::eddsa};
    const SessionTokens tokens{signing.keys(), {}};
    const auto minted = tokens.mint(request(), clock_.now(), 0);
    EXPECT_EQ(tokens.verify(minted.token, clock_.now()).value().id, minted.id);
    EXPECT_EQ(verify(minted.token).error(), invalid_session_token());
}

TEST_F(SessionTokenTest, NamesInSettingsMayHoldAnything) {
    const SessionTokens tokens{signing_.keys(), {.issuer = "a\"b\\\n", .audience = "https://ü"}};
    const auto token = tokens.mint(request(), clock_.now(), 0).token;
    EXPECT_TRUE(tokens.verify(token, clock_.now()));
    EXPECT_FALSE(verify(token));
}

TEST(SessionId, CarriesItsTime) {
    const base::UnixTime time{milliseconds{1'775'736'000'123}};
    EXPECT_EQ(issued_at_of(new_session_id(time)), time);
    for (const auto* text :
         {"", "short", "AAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAA!", "AAAAAAAAAAAAAAAAAAAAAB"}) {
        EXPECT_FALSE(issued_at_of(text)) << text;
    }
}

}  // namespace
}  // namespace burner::access
