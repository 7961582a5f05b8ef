#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"
#include "base/seal.hpp"
#include "base/server_secrets.hpp"
#include "limits/idempotency_store.hpp"
#include "limits/stored_answer.hpp"

namespace burner::limits {

/// The parts of a request by which two uses of an Idempotency-Key are the same one.
struct IdempotentRequest {
    std::string_view key_id;
    std::string_view wallet;  ///< of the session, empty for an API key
    std::string_view route;   ///< method and path as called
    std::string_view idempotency_key;
    std::string_view body;
};

/// The right to answer: hand it to `finish` or `abandon`.
struct IdempotencyClaim {
    base::Sha256 slot;
    base::Sha256 body;
    std::string key_id;
    ClaimToken token{};
};

/// The `Idempotency-Key` of POST: the same key and body replay the stored answer while it is of use, 24 h at most;
/// another body fails with `idempotency_conflict`, one still in flight with `idempotency_in_flight`. Answers are sealed
/// (they may hold a session token) under a key derived from the server's secret. No more than `max_key_bytes` are kept
/// for one API key, so that nobody fills the disk. Calls the store: storage threads.
class Idempotency {
  public:
    static constexpr std::chrono::hours kept{24};
    /// A claim whose owner died frees its slot after this; longer than any request may take.
    static constexpr std::chrono::minutes claim_lease{2};
    static constexpr std::size_t max_answer_bytes = 4u << 20;
    /// The most that is kept for one API key; the oldest answers give way.
    static constexpr std::size_t max_key_bytes = 8u << 20;

    Idempotency(IdempotencyStore& store, const base::Clock& clock, const base::ServerSecrets& secrets);

    base::Result<std::variant<IdempotencyClaim, StoredAnswer>> begin(const IdempotentRequest& request);
    /// Keeps the answer until `useful_until`, and for 24 h at most. One over `max_answer_bytes` is not kept: the slot
    /// is freed. False, and nothing is kept, where the claim has expired and the slot is another's.
    base::Result<bool> finish(const IdempotencyClaim& claim, const StoredAnswer& answer,
                              std::optional<base::UnixTime> useful_until);
    /// Frees the slot, if the claim still holds it.
    base::Result<void> abandon(const IdempotencyClaim& claim);
    base::Result<void> prune();

    /// Checks that a key is 1…128 printable ASCII characters; else `invalid_request`.
    static base::Result<void> check_key(std::string_view idempotency_key);

  private:
    IdempotencyStore& store_;
    const base::Clock& clock_;
    base::Seal seal_;
};

}  // namespace burner::limits
