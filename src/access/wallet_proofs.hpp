#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/used_challenges.hpp"
#include "access/wallet_challenge.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "solana/signature.hpp"

namespace burner::access {

base::Error proof_invalid();

/// What a wallet has signed.
struct WalletProof {
    std::string challenge_id;
    solana::Signature signature;
    base::Bytes signed_bytes;  ///< the signed text or envelope; of method `transaction` the signed transaction
};

struct NewChallenge {
    solana::Pubkey wallet;
    std::string domain;
    std::optional<std::string> uri;
    ProofMethod method = ProofMethod::siws;
};

struct IssuedChallenge {
    std::string id;
    WalletChallenge challenge;
};

/// Proofs that whoever asks holds a wallet's key: a challenge is issued, the wallet signs it, and it counts once over
/// all nodes. `issue` and `check` touch memory only: any thread. `use_up` and `prune` call the store: storage threads.
class WalletProofs {
  public:
    /// The store and the clock outlive it.
    WalletProofs(UsedChallenges& used, const base::ServerSecrets& secrets, const base::Clock& clock);

    IssuedChallenge issue(NewChallenge wanted, const ChallengeOwner& owner) const;
    /// Returns the challenge that a proof answers. Fails with `challenge_expired`, and with `proof_invalid` unless the
    /// challenge is this owner's, what was signed is exactly what was asked for, and the signature is the wallet's.
    base::Result<WalletChallenge> check(const WalletProof& proof, const ChallengeOwner& owner) const;
    /// Fails with `proof_invalid` for a challenge that was used before, on any node.
    base::Result<void> use_up(const WalletChallenge& challenge);
    base::Result<void> prune();

  private:
    UsedChallenges& used_;
    const ChallengeIds ids_;
    const base::Clock& clock_;
};

}  // namespace burner::access
