#include "access/signing_keys.hpp"

#include <simdjson.h>

#include "access/access_fixture.hpp"
#include "base/base64.hpp"

namespace burner::access {
namespace {

using base::ErrorCode;
using std::chrono::seconds;

class SigningKeysTest : public AccessTest {
  protected:
    std::string mint() const { return tokens_.mint(request(), clock_.now(), 0).token; }
    bool accepts(const std::string& token) const { return tokens_.verify(token, clock_.now()).has_value(); }
    std::string kid_in(SigningKeyState state) {
        for (const auto& key : signing_.rows().keys) {
            if (key.record.state == state) return key.record.kid;
        }
        return {};
    }
};

TEST_F(SigningKeysTest, FirstStartDrawsRandomKeysAndSealsThem) {
    const auto& keys = signing_.rows().keys;
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_NE(keys[0].record.kid, keys[1].record.kid);
    EXPECT_FALSE(kid_in(SigningKeyState::current).empty());
    EXPECT_FALSE(kid_in(SigningKeyState::next).empty());
    const auto seal = signing_key_seal(signing_.secrets());
    const auto one = seal.open(keys[0].sealed, base::as_bytes(bound_to(keys[0].record))).value();
    const auto two = seal.open(keys[1].sealed, base::as_bytes(bound_to(keys[1].record))).value();
    EXPECT_EQ(one.size(), 32u);
    EXPECT_NE(one, two);
}

/// One of 64 random ids would begin with a dash, which the command line takes for an option.
TEST_F(SigningKeysTest, NoKeyIsCalledLikeAnOption) {
    for (int i = 0; i < 300; ++i) {
        ASSERT_TRUE(signing_.rotate());
        ASSERT_FALSE(kid_in(SigningKeyState::next).starts_with('-'));
    }
}

TEST_F(SigningKeysTest, ASecondStartFindsTheSameKeys) {
    const auto again = signing_.changes().prepare().value();
    EXPECT_EQ(again.keys, signing_.rows().keys);
    EXPECT_EQ(again.position, feed_.head().position);
}

TEST_F(SigningKeysTest, AKeyMovedToAnotherIdOrAlgorithmDoesNotOpen) {
    for (const bool change_kid : {true, false}) {
        auto keys = signing_.rows().keys;
        change_kid ? void(keys[0].record.kid = "moved") : void(keys[0].record.algorithm = JwsAlgorithm::eddsa);
        const auto before = mint();
        const auto taken = signing_.keys().replace(keys);
        ASSERT_FALSE(taken);
        EXPECT_NE(taken.error().message.find("server.secret"), std::string::npos);
        EXPECT_TRUE(accepts(before));
    }
}

TEST_F(SigningKeysTest, ANodeWithAnotherSecretSaysSo) {
    SigningKeys other{base::Secret{"another secret of a server, 32 b"}, finality_};
    const auto taken = other.replace(signing_.rows().keys);
    ASSERT_FALSE(taken);
    EXPECT_NE(taken.error().message.find("server.secret does not open"), std::string::npos);
}

TEST_F(SigningKeysTest, AnotherSecretDrawsNothingButCanRetireAll) {
    const base::ServerSecrets lost{base::Secret{"another secret of a server, 32 b"}};
    SigningKeyChanges changes{signing_.store(), lost, JwsAlgorithm::hs256, clock_};
    const auto known = signing_.rows().position.number;
    EXPECT_EQ(changes.rotate(known).error().code, ErrorCode::internal);
    EXPECT_EQ(changes.move_to(JwsAlgorithm::eddsa, known).error().code, ErrorCode::internal);
    SigningKeys keys{lost, finality_};
    auto rows = changes.prepare().value();
    ASSERT_FALSE(keys.replace(rows.keys));
    for (const auto& key : signing_.rows().keys) rows = changes.retire(key.record.kid, rows.position.number).value();
    ASSERT_TRUE(keys.replace(rows.keys));
    EXPECT_TRUE(changes.rotate(rows.position.number));
}

TEST_F(SigningKeysTest, RotationTakesTheNextKeyAndLosesNoToken) {
    const auto next = kid_in(SigningKeyState::next);
    const auto old = kid_in(SigningKeyState::current);
    const auto token = mint();
    ASSERT_TRUE(signing_.rotate());
    EXPECT_EQ(kid_in(SigningKeyState::current), next);
    EXPECT_EQ(kid_in(SigningKeyState::previous), old);
    EXPECT_NE(kid_in(SigningKeyState::next), next);
    EXPECT_TRUE(accepts(token));
    EXPECT_NE(mint().substr(0, 60), token.substr(0, 60));
}

TEST_F(SigningKeysTest, AKeyThatNotEveryNodeHoldsDoesNotSign) {
    const auto known = signing_.rows().position.number;
    const auto coming = kid_in(SigningKeyState::next);
    const auto first = signing_.changes().rotate(known);
    ASSERT_TRUE(first);
    EXPECT_EQ(signing_.changes().rotate(known).error().code, ErrorCode::overloaded);
    EXPECT_EQ(signing_.changes().retire(coming, known).error().code, ErrorCode::overloaded);
    EXPECT_TRUE(signing_.changes().rotate(first->position.number));
}

TEST_F(SigningKeysTest, TwentyRotationsInARowLoseNoToken) {
    std::vector<std::string> tokens{mint()};
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(signing_.rotate());
        tokens.push_back(mint());
        clock_.advance(seconds{1});
    }
    for (const auto& token : tokens) EXPECT_TRUE(accepts(token));
}

TEST_F(SigningKeysTest, APreviousKeyIsDroppedOnceItsTokensHaveEnded) {
    const auto old = kid_in(SigningKeyState::current);
    ASSERT_TRUE(signing_.rotate());
    clock_.advance(SigningKeyChanges::previous_lives - seconds{1});
    EXPECT_NE(signing_.keys().keys()->find(old, clock_.now()), nullptr);
    clock_.advance(seconds{1});
    EXPECT_EQ(signing_.keys().keys()->find(old, clock_.now()), nullptr);
    ASSERT_TRUE(signing_.rotate());
    for (const auto& key : signing_.rows().keys) EXPECT_NE(key.record.kid, old);
}

TEST_F(SigningKeysTest, RetiringAKeyEndsItsTokensAtOnce) {
    for (const auto state : {SigningKeyState::previous, SigningKeyState::current, SigningKeyState::next}) {
        const auto before_rotation = mint();
        ASSERT_TRUE(signing_.rotate());
        const auto after_rotation = mint();
        ASSERT_TRUE(signing_.retire(kid_in(state)));
        EXPECT_EQ(accepts(before_rotation), state != SigningKeyState::previous) << to_text(state);
        EXPECT_EQ(accepts(after_rotation), state != SigningKeyState::current) << to_text(state);
        EXPECT_TRUE(accepts(mint()));
        EXPECT_FALSE(kid_in(SigningKeyState::next).empty());
        for (;;) {  // one previous key at a time
            const auto previous = kid_in(SigningKeyState::previous);
            if (previous.empty()) break;
            ASSERT_TRUE(signing_.retire(previous));
        }
    }
    EXPECT_EQ(signing_.retire("unknown").error().code, ErrorCode::not_found);
}

TEST_F(SigningKeysTest, ARetiredKeyIsForgottenWhenItsTokensHaveEnded) {
    const auto kid = kid_in(SigningKeyState::current);
    ASSERT_TRUE(signing_.retire(kid));
    EXPECT_EQ(signing_.keys().retired().at(0).kid, kid);
    clock_.advance(SigningKeyChanges::previous_lives);
    ASSERT_TRUE(signing_.rotate());
    EXPECT_TRUE(signing_.keys().retired().empty());
}

/// Memory may be told of an older state late, and must not go back to it.
TEST_F(SigningKeysTest, AnOlderStateDoesNotTakeThePlaceOfANewerOne) {
    const auto before = signing_.rows().keys;
    const auto token = mint();
    ASSERT_TRUE(signing_.retire(kid_in(SigningKeyState::current)));
    ASSERT_TRUE(signing_.keys().apply(before));
    EXPECT_FALSE(accepts(token));
}

TEST_F(SigningKeysTest, CatchingUpBringsInWhatTheCommandLineDid) {
    Replica replica = replica_of(keys_, revocations_);
    ASSERT_TRUE(replica.catch_up());
    const auto token = mint();
    const auto retired = kid_in(SigningKeyState::current);
    const auto rotated = signing_.changes().rotate(signing_.rows().position.number).value();
    ASSERT_TRUE(replica.catch_up());
    EXPECT_NE(signing_.current().kid, retired);
    EXPECT_TRUE(accepts(token));
    ASSERT_TRUE(signing_.changes().retire(retired, rotated.position.number));
    ASSERT_TRUE(replica.catch_up());
    EXPECT_FALSE(accepts(token));
}

TEST_F(SigningKeysTest, ALoadDrawsWhatAnEngineThatWentBackHasLost) {
    ASSERT_TRUE(signing_.store().change([](auto& keys) -> base::Result<void> {
        keys.clear();
        return {};
    }));
    Replica replica = replica_of(keys_, revocations_);
    ASSERT_TRUE(replica.load({}).value());
    EXPECT_TRUE(accepts(mint()));
}

TEST_F(SigningKeysTest, AnotherAlgorithmTakesOverInTwoStepsAndLosesNoToken) {
    const auto token = mint();
    ASSERT_TRUE(signing_.move_to(JwsAlgorithm::eddsa));
    EXPECT_EQ(signing_.current().algorithm, JwsAlgorithm::hs256);
    ASSERT_TRUE(signing_.move_to(JwsAlgorithm::eddsa));
    EXPECT_EQ(signing_.current().algorithm, JwsAlgorithm::eddsa);
    EXPECT_TRUE(accepts(token));
    const auto kid = signing_.current().kid;
    ASSERT_TRUE(signing_.move_to(JwsAlgorithm::eddsa));
    EXPECT_EQ(signing_.current().kid, kid);
    ASSERT_TRUE(signing_.rotate());
    EXPECT_EQ(signing_.current().algorithm, JwsAlgorithm::eddsa);
}

TEST_F(SigningKeysTest, KeysFromElsewhereCountOnlyWhereThereAreNone) {
    const SigningKey given{{"file", JwsAlgorithm::hs256, SigningKeyState::current, clock_.now(), {}},
                           base::Bytes(32, 7)};
    const auto kept = signing_.changes().take_over({given}).value();
    EXPECT_EQ(kept.keys, signing_.rows().keys);
    storage::MemoryFeed feed;
    storage::MemorySigningKeyStore store{feed};
    SigningKeyChanges changes{store, signing_.secrets(), JwsAlgorithm::hs256, clock_};
    EXPECT_EQ(changes.take_over({given})->keys.at(0).record, given.record);
    SigningKeys keys{signing_.secrets(), finality_};
    ASSERT_TRUE(keys.replace(changes.prepare()->keys));
    EXPECT_EQ(keys.keys()->current().record.kid, "file");
}

TEST_F(SigningKeysTest, AnotherServerSecretSealsThemAnew) {
    const base::Secret rotated{"a rotated secret of a server, 32"};
    SigningKeyChanges changes{signing_.store(), {rotated, {signing_.secrets().current()}}, JwsAlgorithm::hs256, clock_};
    const auto resealed = changes.reseal().value();
    SigningKeys keys{rotated, finality_};
    ASSERT_TRUE(keys.replace(resealed.keys));
    EXPECT_TRUE(SessionTokens(keys, {}).verify(mint(), clock_.now()));
}

TEST_F(SigningKeysTest, JwksShowsPublicKeysOnlyAndNoRetiredOnes) {
    EXPECT_EQ(to_jwks(*signing_.keys().keys(), clock_.now()), R"({"keys":[]})");
    fakes::SigningKeyRing eddsa{feed_, clock_, finality_, JwsAlgorithm::eddsa};
    const auto retired = eddsa.current().kid;
    ASSERT_TRUE(eddsa.retire(retired));
    const std::string jwks = to_jwks(*eddsa.keys().keys(), clock_.now());
    simdjson::dom::parser parser;
    const simdjson::dom::array keys = parser.parse(jwks)["keys"].get_array();
    ASSERT_EQ(keys.size(), 2u);
    for (const simdjson::dom::element key : keys) {
        const std::string_view kid{key["kid"]};
        EXPECT_NE(kid, retired);
        const auto set = eddsa.keys().keys();
        const auto* own = set->find(kid, clock_.now());
        ASSERT_NE(own, nullptr);
        EXPECT_EQ(std::string_view{key["x"]}, base::to_base64url(own->key.public_key()));
        EXPECT_EQ(std::string_view{key["kty"]}, "OKP");
        EXPECT_EQ(std::string_view{key["crv"]}, "Ed25519");
        EXPECT_EQ(simdjson::dom::object{key}.size(), 6u);
    }
}

}  // namespace
}  // namespace burner::access
