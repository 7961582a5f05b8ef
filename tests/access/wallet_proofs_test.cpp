#include "access/wallet_proofs.hpp"

#include <functional>

#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/stores/used_challenges.hpp"
#include "solana/ed25519.hpp"
#include "solana/offchain_message.hpp"
#include "solana/transaction.hpp"

namespace burner::access {
namespace {

using base::ErrorCode;
using solana::Keypair;
using std::chrono::seconds;

constexpr ChallengeOwner page{"prj_1", "https://app.example"};
const base::ServerSecrets secrets{base::Secret{"a secret of the server, 32 bytes"}};

std::string text_of(const WalletChallenge& challenge) {
    return solana::sign_in_text(sign_in_input(challenge));
}

/// What a wallet signs, and what it hands out.
struct Asked {
    base::Bytes bytes_to_sign;
    std::function<base::Bytes(const solana::Signature&)> signed_bytes;
};

Asked asked_of(const WalletChallenge& challenge) {
    const auto text = text_of(challenge);
    const base::ByteView plain = base::as_bytes(text);
    base::Bytes bytes{plain.begin(), plain.end()};
    if (challenge.method == ProofMethod::offchain) bytes = solana::offchain_message(challenge.wallet, text);
    if (challenge.method != ProofMethod::transaction) return {bytes, [bytes](const auto&) { return bytes; }};
    const auto message = proof_message(challenge);
    return {serialize(message), [message](const solana::Signature& signature) {
                return serialize(solana::Transaction{{signature}, message});
            }};
}

class WalletProofsTest : public testing::TestWithParam<ProofMethod> {
  protected:
    IssuedChallenge issue(const ChallengeOwner& owner = page) const {
        return proofs_.issue({wallet_.address(), "app.example", "https://app.example/x", GetParam()}, owner);
    }
    static WalletProof sign(const IssuedChallenge& issued, const Keypair& signer) {
        const auto asked = asked_of(issued.challenge);
        const auto signature = signer.sign(asked.bytes_to_sign);
        return {issued.id, signature, asked.signed_bytes(signature)};
    }
    void expect_invalid(const WalletProof& proof, const ChallengeOwner& owner = page) const {
        const auto checked = proofs_.check(proof, owner);
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error(), proof_invalid());
    }

    Keypair wallet_ = Keypair::from_seed({7});
    fakes::FakeClock clock_;
    storage::MemoryUsedChallenges used_;
    WalletProofs proofs_{used_, secrets, clock_};
};
INSTANTIATE_TEST_SUITE_P(Methods, WalletProofsTest,
                         testing::Values(ProofMethod::siws, ProofMethod::offchain, ProofMethod::transaction),
                         [](const auto& method) { return std::string{to_text(method.param)}; });

TEST_P(WalletProofsTest, AWalletThatSignsWhatItWasAskedIsProvenOnce) {
    const auto issued = issue();
    const auto checked = proofs_.check(sign(issued, wallet_), page);
    ASSERT_TRUE(checked);
    EXPECT_EQ(*checked, issued.challenge);
    EXPECT_EQ(checked->wallet, wallet_.address());
    EXPECT_TRUE(proofs_.use_up(*checked));
    EXPECT_EQ(proofs_.use_up(*checked).error(), proof_invalid());
}

TEST_P(WalletProofsTest, IsForOneProjectAndOneOrigin) {
    const auto proof = sign(issue(), wallet_);
    for (const ChallengeOwner other : {ChallengeOwner{"prj_2", "https://app.example"},
                                       {"prj_1", "https://evil.example"},
                                       {"prj_1", ""},
                                       {"", "https://app.example"},
                                       {"prj_1https://app.example", ""}})
        expect_invalid(proof, other);
    const auto of_backend = sign(issue({"prj_1", ""}), wallet_);
    expect_invalid(of_backend);
    EXPECT_TRUE(proofs_.check(of_backend, {"prj_1", ""}));
}

TEST_P(WalletProofsTest, IsNoOtherWalletsSignature) {
    expect_invalid(sign(issue(), Keypair::from_seed({8})));
    auto other = issue();
    other.challenge.wallet = Keypair::from_seed({8}).address();
    expect_invalid(sign(other, Keypair::from_seed({8})));
}

TEST_P(WalletProofsTest, EachFieldAlteredIsRefused) {
    const std::function<void(WalletChallenge&)> alterations[] = {
        [](auto& c) { c.domain = "evil.example"; },
        [](auto& c) { c.uri = "https://app.example/y"; },
        [](auto& c) { c.uri.reset(); },
        [](auto& c) { c.nonce[0] ^= 1; },
        [](auto& c) { c.issued_at += std::chrono::milliseconds{1}; },
        [](auto& c) { c.wallet.bytes[0] ^= 1; },
        [](auto& c) { c.method = static_cast<ProofMethod>((static_cast<int>(c.method) + 1) % 3); },
    };
    for (const auto& alter : alterations) {
        auto altered = issue();
        alter(altered.challenge);
        expect_invalid(sign(altered, wallet_));
    }
}

TEST_P(WalletProofsTest, EachByteOfTheProofCounts) {
    const auto proof = sign(issue(), wallet_);
    for (std::size_t i = 0; i < proof.signed_bytes.size(); ++i) {
        auto changed = proof;
        changed.signed_bytes[i] ^= 1;
        expect_invalid(changed);
    }
    for (std::size_t i = 0; i < proof.signature.bytes.size(); ++i) {
        auto changed = proof;
        changed.signature.bytes[i] ^= 1;
        expect_invalid(changed);
    }
    for (std::size_t i = 0; i < proof.challenge_id.size(); ++i) {
        auto changed = proof;
        changed.challenge_id[i] = changed.challenge_id[i] == 'A' ? 'B' : 'A';
        expect_invalid(changed);
    }
    for (const auto& bytes : {base::Bytes{}, base::Bytes(proof.signed_bytes.begin(), proof.signed_bytes.end() - 1)}) {
        auto changed = proof;
        changed.signed_bytes = bytes;
        expect_invalid(changed);
    }
    auto longer = proof;
    longer.signed_bytes.push_back('\n');
    expect_invalid(longer);
    for (const auto& id : {std::string{}, std::string{"challenge_"}, proof.challenge_id + "A", " " + proof.challenge_id,
                           proof.challenge_id.substr(10), "challenge_" + std::string(5'000, 'A')}) {
        auto changed = proof;
        changed.challenge_id = id;
        expect_invalid(changed);
    }
}

TEST_P(WalletProofsTest, HoldsForFiveMinutes) {
    const auto proof = sign(issue(), wallet_);
    clock_.advance(seconds{299});
    EXPECT_TRUE(proofs_.check(proof, page));
    clock_.advance(seconds{1});
    EXPECT_EQ(proofs_.check(proof, page).error(), base::Error{ErrorCode::challenge_expired});
}

/// A node whose clock is behind must not take it again.
TEST_P(WalletProofsTest, IsRememberedForLongerThanItHolds) {
    const auto issued = issue();
    ASSERT_TRUE(proofs_.use_up(issued.challenge));
    clock_.advance(std::chrono::minutes{64});
    ASSERT_TRUE(proofs_.prune());
    EXPECT_FALSE(proofs_.use_up(issued.challenge));
    clock_.advance(std::chrono::minutes{1});
    ASSERT_TRUE(proofs_.prune());
    EXPECT_TRUE(proofs_.use_up(issued.challenge));
}

TEST_P(WalletProofsTest, EveryChallengeIsAnother) {
    const auto one = issue(), another = issue();
    EXPECT_NE(one.id, another.id);
    EXPECT_NE(one.challenge.nonce, another.challenge.nonce);
    EXPECT_NE(text_of(one.challenge), text_of(another.challenge));
}

/// Another server's secret, or one that was rotated away for good, opens nothing.
TEST_P(WalletProofsTest, IsOfThisServer) {
    const auto proof = sign(issue(), wallet_);
    const WalletProofs other{used_, base::Secret{"another secret of a server, 32 b"}, clock_};
    EXPECT_EQ(other.check(proof, page).error(), proof_invalid());
    const base::ServerSecrets rotated{base::Secret{"another secret of a server, 32 b"},
                                      {base::Secret{"a secret of the server, 32 bytes"}}};
    EXPECT_TRUE((WalletProofs{used_, rotated, clock_}.check(proof, page)));
}

TEST(ProofMessage, CanNeverLand) {
    const WalletChallenge challenge{.wallet = Keypair::from_seed({7}).address(), .domain = "app.example"};
    const auto message = proof_message(challenge);
    EXPECT_EQ(message.blockhash.bytes, base::sha256(base::as_bytes(text_of(challenge))));
    const auto instructions = solana::decompile(message);
    ASSERT_EQ(instructions.size(), 1u);
    EXPECT_EQ(base::as_text(instructions[0].data), text_of(challenge));
    EXPECT_EQ(message.keys.front(), challenge.wallet);
    EXPECT_EQ(message.required_signatures, 1);
}

/// The longest domain and address that are let in still fit a transaction.
TEST(ProofMessage, AlwaysFitsATransaction) {
    const WalletChallenge challenge{.wallet = Keypair::from_seed({7}).address(),
                                    .domain = std::string(292, 'a'),
                                    .uri = std::string(WalletChallenge::max_uri_length, 'a')};
    EXPECT_LE(serialize(solana::unsigned_transaction(proof_message(challenge))).size(),
              solana::max_transaction_bytes(solana::MessageVersion::v0));
}

TEST(ProofMethods, AreReadAsTheyAreWritten) {
    for (const auto method : {ProofMethod::siws, ProofMethod::offchain, ProofMethod::transaction})
        EXPECT_EQ(proof_method_from_text(to_text(method)), method);
    EXPECT_FALSE(proof_method_from_text("SIWS"));
    EXPECT_FALSE(proof_method_from_text(""));
}

}  // namespace
}  // namespace burner::access
