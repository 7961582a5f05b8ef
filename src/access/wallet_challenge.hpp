#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "access/used_challenges.hpp"
#include "base/clock.hpp"
#include "base/seal.hpp"
#include "base/server_secrets.hpp"
#include "solana/message.hpp"
#include "solana/pubkey.hpp"
#include "solana/sign_in_message.hpp"

namespace burner::access {

/// How a wallet signs a challenge: a text that it makes itself (Sign In With Solana), the same text as an off-chain
/// message, or in a transaction that can never land, for hardware that signs nothing else.
enum class ProofMethod : std::uint8_t { siws, offchain, transaction };

std::string_view to_text(ProofMethod method);
std::optional<ProofMethod> proof_method_from_text(std::string_view word);

/// What a wallet is asked to sign. Everything that is signed follows from it.
struct WalletChallenge {
    static constexpr std::chrono::minutes lifetime{5};
    static constexpr std::size_t max_uri_length = 300;  ///< the transaction has to hold it

    solana::Pubkey wallet;
    std::string domain;
    std::optional<std::string> uri;
    ProofMethod method = ProofMethod::siws;
    ChallengeNonce nonce{};
    base::UnixTime issued_at;

    base::UnixTime expires_at() const { return issued_at + lifetime; }
    bool operator==(const WalletChallenge&) const = default;
};

solana::SignInInput sign_in_input(const WalletChallenge& challenge);

/// Returns the message of method `transaction`: one memo with the text, paid and signed by the wallet. Its blockhash is
/// the text's SHA-256, which is no block's, so it can never land.
solana::Message proof_message(const WalletChallenge& challenge);

/// Who asked for a challenge, and alone may answer it.
struct ChallengeOwner {
    std::string_view project;
    std::string_view origin;  ///< empty: not a page
};

/// Writes a challenge into its id and reads it again, so that no node has to remember it. The id is sealed under the
/// server's secret and bound to its owner. Any thread.
class ChallengeIds {
  public:
    explicit ChallengeIds(const base::ServerSecrets& secrets);

    /// Returns `challenge_` and base64url.
    std::string seal(const WalletChallenge& challenge, const ChallengeOwner& owner) const;
    /// nullopt for an id that this server has not made for this owner.
    std::optional<WalletChallenge> open(std::string_view id, const ChallengeOwner& owner) const;

  private:
    base::Seal seal_;
};

}  // namespace burner::access
