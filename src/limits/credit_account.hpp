#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/lease_clock.hpp"
#include "limits/credit_store.hpp"

namespace burner::limits {

/// One node's knowledge of one key's credits.
struct CreditAccount {
    // ---- of the period ----
    PeriodId period = any_period;
    base::LeaseTime ends;  ///< of a window, at the latest
    std::uint64_t credits = 0;
    std::uint64_t left = 0;  ///< that no node had when the store answered last
    bool is_tight = false;
    bool is_holder = false;                  ///< the store counts this node among the holders
    std::optional<std::uint64_t> allowance;  ///< for as long as the store is away

    // ---- of the key ----
    std::uint64_t limit = 0;
    std::uint64_t wanted = 0;  ///< what requests are waiting for
    bool is_asking = false;
    bool was_recalled = false;  ///< while it was asking
    bool is_recalling = false;
    base::LeaseTime recalling_until;
    bool is_spent = false;  ///< why it is refused: no node has a credit left
    base::LeaseTime refused_until;
    std::chrono::milliseconds pause{0};  ///< before the store is asked again after a recall
    base::LeaseTime ask_at;
};

/// How long a refused request waits where other nodes may still hold credits.
inline constexpr std::chrono::milliseconds short_refusal{1'000};

/// Makes the account refuse, until `end`, whatever its own credits do not cover.
void refuse_until(CreditAccount& account, base::LeaseTime end, bool is_spent);
/// Returns how long it is until the first of the clocks reaches `end`; never negative.
std::chrono::milliseconds time_until(base::LeaseTime end, base::LeaseTime now);

}  // namespace burner::limits
