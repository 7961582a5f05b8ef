#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"

namespace burner::limits {

/// One use of an Idempotency-Key: whose and where, as a hash; the hash of the request's body; the answer,
/// sealed, once there is one.
struct IdempotencyRecord {
    base::Sha256 slot;
    base::Sha256 body;
    std::optional<base::Bytes> sealed_answer;
    base::UnixTime expires_at;  ///< of the claim while in flight, of the answer afterwards
};

/// Synchronous, durable before it returns, called on storage threads; fails with `overloaded`.
class IdempotencyStore {
  public:
    virtual ~IdempotencyStore() = default;

    /// Takes the slot when it is free or what holds it has expired, and returns nothing; else what holds it.
    virtual base::Result<std::optional<IdempotencyRecord>> claim(const IdempotencyRecord& claim,
                                                                 base::UnixTime now) = 0;
    virtual base::Result<void> finish(const IdempotencyRecord& answered) = 0;
    virtual base::Result<void> abandon(const base::Sha256& slot) = 0;
    virtual base::Result<void> prune(base::UnixTime now) = 0;
};

}  // namespace burner::limits
