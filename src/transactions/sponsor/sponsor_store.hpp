#pragma once

#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::transactions {

/// A sponsor as a store keeps it: its seed is sealed under the server's secret, and bound to its address.
struct SealedSponsor {
    solana::Pubkey address;
    base::Bytes sealed;
    base::UnixTime created_at;

    bool operator==(const SealedSponsor&) const = default;
};

/// The sponsors of all projects, durable before a call returns. Commands add them, every node reads them. Synchronous,
/// called on storage threads; fails with `overloaded`.
class SponsorStore {
  public:
    virtual ~SponsorStore() = default;

    virtual base::Result<void> add(const SealedSponsor& sponsor) = 0;
    virtual base::Result<std::optional<SealedSponsor>> find(const solana::Pubkey& address) = 0;
    /// Returns all sponsors, the oldest first.
    virtual base::Result<std::vector<SealedSponsor>> all() = 0;
    /// Puts another seal in the place of a sponsor's. Passes over an address that is not there.
    virtual base::Result<void> reseal(const solana::Pubkey& address, base::ByteView sealed) = 0;
};

}  // namespace burner::transactions
