#include "limits/idempotency.hpp"

#include <algorithm>

#include "base/random.hpp"

namespace burner::limits {

namespace {

using base::ErrorCode;

/// Hashes every part with its length, so that no two requests run into the same slot.
base::Sha256 slot_of(const IdempotentRequest& request) {
    base::Bytes text;
    for (const std::string_view part : {request.key_id, request.wallet, request.route, request.idempotency_key}) {
        base::append_le(text, static_cast<std::uint64_t>(part.size()));
        base::append(text, base::as_bytes(part));
    }
    return base::sha256(text);
}

}  // namespace

Idempotency::Idempotency(IdempotencyStore& store, const base::Clock& clock, const base::ServerSecrets& secrets)
    : store_(store), clock_(clock), seal_(secrets, "burner idempotent answers v1") {}

base::Result<void> Idempotency::check_key(std::string_view idempotency_key) {
    constexpr std::size_t longest = 128;
    const bool printable = std::ranges::all_of(idempotency_key, [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!idempotency_key.empty() && idempotency_key.size() <= longest && printable) return {};
    return base::fail(ErrorCode::invalid_request, "Idempotency-Key must be 1 to 128 printable ASCII characters");
}

base::Result<std::variant<IdempotencyClaim, StoredAnswer>> Idempotency::begin(const IdempotentRequest& request) {
    IdempotencyClaim claim{slot_of(request), base::sha256(base::as_bytes(request.body)), std::string{request.key_id}};
    base::random_bytes(claim.token);
    const base::UnixTime now = clock_.now();
    const auto held =
        store_.claim({claim.slot, claim.body, std::nullopt, now + claim_lease, claim.key_id, claim.token}, now);
    if (!held) return std::unexpected(held.error());
    if (!*held) return claim;
    if ((*held)->body != claim.body) {
        return base::fail(ErrorCode::idempotency_conflict);
    }
    if (!(*held)->sealed_answer) {
        return base::fail(ErrorCode::idempotency_in_flight);
    }
    const auto plain = seal_.open(*(*held)->sealed_answer, claim.slot);
    auto answer = plain ? stored_answer_from(*plain) : std::nullopt;
    if (!answer) return base::fail(ErrorCode::internal, "Stored answer cannot be read");
    return *std::move(answer);
}

base::Result<bool> Idempotency::finish(const IdempotencyClaim& claim, const StoredAnswer& answer,
                                       std::optional<base::UnixTime> useful_until) {
    if (answer.body.size() > max_answer_bytes) {
        if (auto freed = abandon(claim); !freed) return std::unexpected(std::move(freed.error()));
        return true;
    }
    const base::UnixTime now = clock_.now();
    const base::UnixTime longest = now + kept;
    return store_.finish({claim.slot, claim.body, seal_.seal(to_bytes(answer), claim.slot),
                          std::min(useful_until.value_or(longest), longest), claim.key_id, claim.token},
                         max_key_bytes, now);
}

base::Result<void> Idempotency::abandon(const IdempotencyClaim& claim) {
    return store_.abandon(claim.slot, claim.token);
}

base::Result<void> Idempotency::prune() {
    return store_.prune(clock_.now());
}

}  // namespace burner::limits
