#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"

namespace burner::limits {

/// Tells one claim of a slot from every other: drawn at random.
using ClaimToken = std::array<std::uint8_t, 16>;

/// One use of an Idempotency-Key. `slot` is a hash of who used it and where, `body` the hash of the request's body. The
/// answer is there, sealed, once the request has been answered.
struct IdempotencyRecord {
    base::Sha256 slot;
    base::Sha256 body;
    std::optional<base::Bytes> sealed_answer;
    base::UnixTime expires_at;  ///< of the claim while in flight, of the answer afterwards
    std::string key_id;         ///< the API key whose answers share the bytes
    ClaimToken claim{};
};

/// The store of claims and answers. Synchronous, durable before it returns, called on storage threads; fails with
/// `overloaded`.
class IdempotencyStore {
  public:
    virtual ~IdempotencyStore() = default;

    /// Takes the slot and returns nullopt when it is free or what holds it has expired; else returns what holds it,
    /// whose `key_id` and `claim` are not read. Of any number of parallel calls one takes it.
    virtual base::Result<std::optional<IdempotencyRecord>> claim(const IdempotencyRecord& claim,
                                                                 base::UnixTime now) = 0;
    /// Keeps the answer, which is no larger than `max_bytes`. First it forgets the key's answers that have expired,
    /// then its oldest ones, until all that it keeps for the key is no larger than `max_bytes`. False, and nothing is
    /// kept, where the slot is no longer held by the record's claim.
    virtual base::Result<bool> finish(const IdempotencyRecord& answered, std::size_t max_bytes, base::UnixTime now) = 0;
    /// Frees the slot if that claim holds it without an answer.
    virtual base::Result<void> abandon(const base::Sha256& slot, const ClaimToken& claim) = 0;
    virtual base::Result<void> prune(base::UnixTime now) = 0;
};

}  // namespace burner::limits
