#include "access/signing_keys.hpp"

#include <fstream>
#include <map>

#include <simdjson.h>
#include <sys/stat.h>

#include "access/access_fixture.hpp"
#include "base/base64.hpp"

namespace burner::access {
namespace {

using base::ErrorCode;
using std::chrono::seconds;

class SigningKeysTest : public AccessTest {
  protected:
    base::Result<std::unique_ptr<SigningKeys>> open(JwsAlgorithm algorithm = JwsAlgorithm::hs256) {
        return SigningKeys::open(file_, algorithm, clock_);
    }
    std::string mint() const { return tokens_.mint(request(), clock_.now(), 0).token; }
    bool accepts(const std::string& token) const { return tokens_.verify(token, clock_.now()).has_value(); }
    std::string kid_in(SigningKeyState state) const {
        const auto set = signing_keys_->keys();
        for (const auto& key : set->keys) {
            if (key.key.state == state) return key.key.kid;
        }
        return {};
    }
    std::string text() const {
        std::ifstream in{file_};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void write(const std::string& content, mode_t mode = 0600) const {
        std::ofstream{file_} << content;
        ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
    }

    std::filesystem::path file_ = folder_.path() / "signing-keys.json";
};

TEST_F(SigningKeysTest, FirstStartDrawsPrivateRandomKeys) {
    struct stat status;
    ASSERT_EQ(::stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    const auto keys = signing_keys_->keys();
    ASSERT_EQ(keys->keys.size(), 2u);
    for (const auto& key : keys->keys) EXPECT_EQ(key.key.secret.size(), 32u);
    EXPECT_NE(keys->keys[0].key.secret, keys->keys[1].key.secret);
    EXPECT_FALSE(std::filesystem::exists(file_.string() + ".new"));
}

TEST_F(SigningKeysTest, ASecondStartFindsTheSameKeys) {
    const auto token = mint();
    const auto before = text();
    const auto again = open().value();
    EXPECT_EQ(text(), before);
    EXPECT_TRUE(SessionTokens(*again, {}).verify(token, clock_.now()));
}

TEST_F(SigningKeysTest, RefusesAFileThatOthersCanRead) {
    for (const mode_t mode : {0640u, 0604u, 0620u, 0601u}) {
        ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
        const auto opened = open();
        ASSERT_FALSE(opened) << mode;
        EXPECT_NE(opened.error().message.find("others"), std::string::npos);
        EXPECT_FALSE(signing_keys_->rotate());
    }
}

TEST_F(SigningKeysTest, RefusesAShortSecret) {
    auto content = text();
    const auto at = content.find("\"secret\":\"") + 10;
    content.erase(at, 4);  // 3 bytes less, canonical still
    write(content);
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().message.find("under 32 bytes"), std::string::npos);
}

TEST_F(SigningKeysTest, RefusesAFileThatItDidNotWrite) {
    const auto good = text();
    const auto cut = [&](std::string_view from, std::string_view to) {
        std::string changed = good;
        return changed.replace(changed.find(from), from.size(), to);
    };
    for (const auto& content :
         {std::string{}, std::string{"{}"}, std::string{"{\"keys\":[]}"}, good.substr(0, good.size() / 2),
          cut("current", "next"), cut("next", "nobody"), cut("HS256", "none"), cut("\"kid\"", "\"id\""),
          cut("createdAt\":\"2", "createdAt\":\"x")}) {
        write(content);
        const auto opened = open();
        ASSERT_FALSE(opened) << content;
        EXPECT_EQ(opened.error().message.find("secret\":"), std::string::npos);
    }
}

TEST_F(SigningKeysTest, RotationTakesTheNextKeyAndLosesNoToken) {
    const auto next = kid_in(SigningKeyState::next);
    const auto old = kid_in(SigningKeyState::current);
    const auto token = mint();
    EXPECT_EQ(signing_keys_->rotate().value(), next);
    EXPECT_EQ(kid_in(SigningKeyState::current), next);
    EXPECT_EQ(kid_in(SigningKeyState::previous), old);
    EXPECT_NE(kid_in(SigningKeyState::next), next);
    EXPECT_TRUE(accepts(token));
    EXPECT_NE(mint().substr(0, 60), token.substr(0, 60));
}

TEST_F(SigningKeysTest, TwentyRotationsInARowLoseNoToken) {
    std::vector<std::string> tokens{mint()};
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(signing_keys_->rotate());
        tokens.push_back(mint());
        clock_.advance(seconds{1});
    }
    for (const auto& token : tokens) EXPECT_TRUE(accepts(token));
}

TEST_F(SigningKeysTest, APreviousKeyIsDroppedOnceItsTokensHaveEnded) {
    const auto old = kid_in(SigningKeyState::current);
    ASSERT_TRUE(signing_keys_->rotate());
    clock_.advance(SigningKeys::previous_lives - seconds{1});
    EXPECT_NE(signing_keys_->keys()->find(old, clock_.now()), nullptr);
    clock_.advance(seconds{1});
    EXPECT_EQ(signing_keys_->keys()->find(old, clock_.now()), nullptr);
    ASSERT_TRUE(signing_keys_->rotate());
    EXPECT_EQ(text().find(old), std::string::npos);
}

TEST_F(SigningKeysTest, RetiringAKeyEndsItsTokensAtOnce) {
    for (const auto state : {SigningKeyState::previous, SigningKeyState::current, SigningKeyState::next}) {
        const auto before_rotation = mint();
        ASSERT_TRUE(signing_keys_->rotate());
        const auto after_rotation = mint();
        ASSERT_TRUE(signing_keys_->retire(kid_in(state)));
        EXPECT_EQ(accepts(before_rotation), state != SigningKeyState::previous) << to_text(state);
        EXPECT_EQ(accepts(after_rotation), state != SigningKeyState::current) << to_text(state);
        EXPECT_TRUE(accepts(mint()));
        EXPECT_FALSE(kid_in(SigningKeyState::next).empty());
        for (;;) {  // one previous key at a time
            const auto previous = kid_in(SigningKeyState::previous);
            if (previous.empty()) break;
            ASSERT_TRUE(signing_keys_->retire(previous));
        }
    }
    EXPECT_EQ(signing_keys_->retire("unknown").error().code, ErrorCode::not_found);
}

TEST_F(SigningKeysTest, RefreshSeesWhatTheCommandLineDid) {
    const auto command_line = open().value();
    const auto token = mint();
    const auto retired = kid_in(SigningKeyState::current);
    ASSERT_TRUE(command_line->rotate());
    ASSERT_TRUE(signing_keys_->refresh());
    EXPECT_EQ(kid_in(SigningKeyState::previous), retired);
    EXPECT_TRUE(accepts(token));
    ASSERT_TRUE(command_line->retire(retired));
    ASSERT_TRUE(signing_keys_->refresh());
    EXPECT_FALSE(accepts(token));
}

TEST_F(SigningKeysTest, ARefreshThatFailsKeepsTheKeys) {
    const auto token = mint();
    write("{}");
    EXPECT_FALSE(signing_keys_->refresh());
    EXPECT_TRUE(accepts(token));
    std::filesystem::remove(file_);
    EXPECT_FALSE(signing_keys_->refresh());
    EXPECT_TRUE(accepts(token));
}

TEST_F(SigningKeysTest, AnotherAlgorithmTakesOverAndLosesNoToken) {
    const auto token = mint();
    const auto changed = open(JwsAlgorithm::eddsa).value();
    EXPECT_EQ(changed->keys()->current().key.key.algorithm(), JwsAlgorithm::eddsa);
    EXPECT_TRUE(SessionTokens(*changed, {}).verify(token, clock_.now()));
    ASSERT_TRUE(changed->rotate());
    EXPECT_EQ(changed->keys()->current().key.key.algorithm(), JwsAlgorithm::eddsa);
}

TEST_F(SigningKeysTest, JwksShowsPublicKeysOnly) {
    EXPECT_EQ(to_jwks(*signing_keys_->keys(), clock_.now()), R"({"keys":[]})");
    const auto eddsa = SigningKeys::open(folder_.path() / "eddsa.json", JwsAlgorithm::eddsa, clock_).value();
    const std::string jwks = to_jwks(*eddsa->keys(), clock_.now());
    simdjson::dom::parser parser;
    const simdjson::dom::array keys = parser.parse(jwks)["keys"].get_array();
    ASSERT_EQ(keys.size(), 2u);
    for (const simdjson::dom::element key : keys) {
        const auto* own = eddsa->keys()->find(std::string_view{key["kid"]}, clock_.now());
        ASSERT_NE(own, nullptr);
        EXPECT_EQ(std::string_view{key["x"]}, base::to_base64url(own->key.key.public_key()));
        EXPECT_EQ(std::string_view{key["kty"]}, "OKP");
        EXPECT_EQ(std::string_view{key["crv"]}, "Ed25519");
        EXPECT_EQ(simdjson::dom::object{key}.size(), 6u);
    }
    const auto set = eddsa->keys();
    for (const auto& key : set->keys) {
        EXPECT_EQ(jwks.find(base::to_base64url(key.key.secret)), std::string::npos);
    }
}

}  // namespace
}  // namespace burner::access
