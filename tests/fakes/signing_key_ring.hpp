#pragma once

#include <string_view>

#include "access/signing_key_changes.hpp"
#include "access/signing_keys.hpp"
#include "fakes/stores/signing_key_store.hpp"

namespace burner::fakes {

/// Signing keys of a server that is alone: each change is in memory when it returns.
class SigningKeyRing {
  public:
    /// All outlive it.
    SigningKeyRing(storage::MemoryFeed& feed, const base::Clock& clock, const nodes::Finality& finality,
                   access::JwsAlgorithm algorithm = access::JwsAlgorithm::hs256)
        : store_(feed), changes_(store_, secrets(), algorithm, clock), keys_(secrets(), finality) {
        take(changes_.prepare());
    }

    static base::ServerSecrets secrets() { return base::Secret{"a secret of the server, 32 bytes"}; }
    storage::MemorySigningKeyStore& store() { return store_; }
    access::SigningKeyChanges& changes() { return changes_; }
    access::SigningKeys& keys() { return keys_; }
    const access::SigningKeys& keys() const { return keys_; }
    const access::SigningKeyRows& rows() const { return rows_; }
    const access::SigningKeyRecord& current() const { return keys_.keys()->current().record; }

    base::Result<void> rotate() { return take(changes_.rotate(rows_.position.number)); }
    base::Result<void> retire(std::string_view kid) { return take(changes_.retire(kid, rows_.position.number)); }
    base::Result<void> move_to(access::JwsAlgorithm algorithm) {
        return take(changes_.move_to(algorithm, rows_.position.number));
    }

  private:
    base::Result<void> take(base::Result<access::SigningKeyRows> changed) {
        if (!changed) return std::unexpected(changed.error());
        rows_ = *std::move(changed);
        return keys_.replace(rows_.keys);
    }

    storage::MemorySigningKeyStore store_;
    access::SigningKeyChanges changes_;
    access::SigningKeys keys_;
    access::SigningKeyRows rows_;
};

}  // namespace burner::fakes
