#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/lamports.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// The numbers that a transaction's items come to. A burn counts as a close too where the transaction closes the
/// account, which another address may have the only right to; a withdrawal is neither.
struct ItemTally {
    std::uint64_t burned = 0;
    std::uint64_t accounts_closed = 0;
    std::uint64_t ended = 0;  ///< items that were burned or closed
};

ItemTally tally_of(std::span<const Selection> includes, base::ByteView transaction);

/// The sums over a project's counted submissions. `reclaimed` is rent, the donation base of each: what was donated is
/// part of it, SOL that was wrapped or sent to an account is not.
struct SubmissionTotals {
    std::uint64_t wallets = 0;
    std::uint64_t transactions = 0;
    ItemTally items;
    base::Lamports reclaimed;
    base::Lamports donated;
};

/// The calendar's periods in UTC; a week begins on Monday (ISO 8601).
enum class Period : std::uint8_t { day, week, month, all };
inline constexpr Period every_period[] = {Period::day, Period::week, Period::month, Period::all};

std::string_view to_text(Period period);
std::optional<Period> period_from_text(std::string_view word);

/// Returns the first day of the period that holds `time`, in days since 1970; 0 for `all`.
std::int64_t first_day_of(Period period, base::UnixTime time);

/// How long the leaders of a period are kept after its end, when nobody can ask for them any more: a clock that is set
/// back still finds them.
inline constexpr std::chrono::days ended_periods_kept{2};

/// A wallet's place in a project's leaderboard of one period.
struct Leader {
    solana::Pubkey wallet;
    base::Lamports reclaimed;
    std::uint64_t items = 0;

    bool operator==(const Leader&) const = default;
};

}  // namespace burner::transactions
