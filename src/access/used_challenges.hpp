#pragma once

#include <array>
#include <cstdint>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

/// The random part of a challenge, which no other challenge has.
using ChallengeNonce = std::array<std::uint8_t, 16>;

/// The store of the challenges that wallets were proven by. Several nodes share it, and of those that use one challenge
/// at the same time exactly one is told that it was the first. Durable before a call returns. Synchronous, called on
/// storage threads; fails with `overloaded`.
class UsedChallenges {
  public:
    virtual ~UsedChallenges() = default;

    /// Returns whether the challenge was not used before. It is remembered until `forget_at`.
    virtual base::Result<bool> use(const ChallengeNonce& nonce, base::UnixTime forget_at) = 0;
    virtual base::Result<void> prune(base::UnixTime now) = 0;
};

}  // namespace burner::access
