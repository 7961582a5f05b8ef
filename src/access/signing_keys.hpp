#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "access/jws.hpp"
#include "access/published.hpp"
#include "access/revocation.hpp"
#include "access/signing_key.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/seal.hpp"
#include "nodes/finality.hpp"

namespace burner::access {

/// A key as tokens use it: its JWS header is encoded once.
struct TokenKey {
    SigningKeyRecord record;
    JwsKey key;
    std::string header;               ///< base64url of {"alg","typ","kid"}, and the dot after it
    std::string bound_header;         ///< that of tokens that are bound to a key
    nodes::ChangeNumber changed = 0;  ///< the last change of it
};

/// The keys of one moment.
struct SigningKeySet {
    std::vector<TokenKey> keys;

    /// Returns the key that signs. There is one once keys were read.
    const TokenKey& current() const;
    /// Finds a key; nullptr when it is unknown. A previous or retired key counts until its end.
    const TokenKey* find(std::string_view kid, base::UnixTime now) const;
};

/// The signing keys in memory. Reading: any thread, no lock. The rest: storage threads and the feed thread.
class SigningKeys {
  public:
    /// The finality outlives it. It is empty until `replace` was called.
    SigningKeys(const base::ServerSecrets& secrets, const nodes::Finality& finality);

    /// Holds these keys and no others. Fails, and keeps what it has, where the server's secret does not open one that
    /// was not retired.
    base::Result<void> replace(const std::vector<SealedSigningKey>& keys);
    /// Does the same unless it holds newer ones.
    base::Result<void> apply(const std::vector<SealedSigningKey>& keys);

    std::shared_ptr<const SigningKeySet> keys() const { return keys_.get(); }
    /// Returns whether a key was retired, so that its tokens count no more.
    Coverage coverage_of(const TokenKey& key) const;
    /// Returns the keys that were retired.
    std::vector<SigningKeyRecord> retired() const;

  private:
    base::Result<TokenKey> open(const SealedSigningKey& key) const;
    base::Result<void> set(const std::vector<SealedSigningKey>& keys);

    const base::Seal seal_;
    const nodes::Finality& finality_;
    std::mutex replacing_;
    Published<SigningKeySet> keys_;
};

/// Writes the public halves of the EdDSA keys (RFC 7517); an HMAC secret has no public half.
std::string to_jwks(const SigningKeySet& keys, base::UnixTime now);

}  // namespace burner::access
