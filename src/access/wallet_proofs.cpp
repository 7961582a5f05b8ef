#include "access/wallet_proofs.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "solana/ed25519.hpp"
#include "solana/offchain_message.hpp"
#include "solana/transaction.hpp"

namespace burner::access {

namespace {

/// A challenge is remembered for so long after its end: no node's clock is that far behind.
constexpr std::chrono::hours clocks_apart{1};

/// Returns the bytes under the signature where they are what the challenge asks for.
std::optional<base::Bytes> signed_part(const WalletChallenge& challenge, const WalletProof& proof) {
    const auto& bytes = proof.signed_bytes;
    const std::string text = solana::sign_in_text(sign_in_input(challenge));
    switch (challenge.method) {
        case ProofMethod::siws:
            if (std::ranges::equal(bytes, base::as_bytes(text))) return bytes;
            break;
        case ProofMethod::offchain:
            if (solana::is_offchain_message(bytes, challenge.wallet, text)) return bytes;
            break;
        case ProofMethod::transaction:
            const solana::Transaction signed_one{{proof.signature}, proof_message(challenge)};
            if (bytes == serialize(signed_one)) return serialize(signed_one.message);
            break;
    }
    return std::nullopt;
}

}  // namespace

base::Error proof_invalid() {
    return {base::ErrorCode::proof_invalid};
}

WalletProofs::WalletProofs(UsedChallenges& used, const base::ServerSecrets& secrets, const base::Clock& clock)
    : used_(used), ids_(secrets), clock_(clock) {}

IssuedChallenge WalletProofs::issue(NewChallenge wanted, const ChallengeOwner& owner) const {
    WalletChallenge challenge{.wallet = wanted.wallet,
                              .domain = std::move(wanted.domain),
                              .uri = std::move(wanted.uri),
                              .method = wanted.method,
                              .issued_at = clock_.now()};
    base::random_bytes(challenge.nonce);
    std::string id = ids_.seal(challenge, owner);
    return {std::move(id), std::move(challenge)};
}

base::Result<WalletChallenge> WalletProofs::check(const WalletProof& proof, const ChallengeOwner& owner) const {
    auto challenge = ids_.open(proof.challenge_id, owner);
    if (!challenge) return std::unexpected(proof_invalid());
    if (clock_.now() >= challenge->expires_at()) return base::fail(base::ErrorCode::challenge_expired);
    const auto bytes = signed_part(*challenge, proof);
    if (!bytes || !solana::verify(challenge->wallet, *bytes, proof.signature)) return std::unexpected(proof_invalid());
    return *std::move(challenge);
}

base::Result<void> WalletProofs::use_up(const WalletChallenge& challenge) {
    const auto is_first = used_.use(challenge.nonce, challenge.expires_at() + clocks_apart);
    if (!is_first) return std::unexpected(is_first.error());
    if (!*is_first) return std::unexpected(proof_invalid());
    return {};
}

base::Result<void> WalletProofs::prune() {
    return used_.prune(clock_.now());
}

}  // namespace burner::access
