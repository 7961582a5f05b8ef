#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace burnandclaim {

/// What the own project has done, from confirmed submissions only.
struct Stats {
    std::uint64_t wallets = 0;
    std::uint64_t transactions = 0;
    std::uint64_t items_burned = 0;
    std::uint64_t accounts_closed = 0;
    std::uint64_t lamports_reclaimed = 0;
    std::uint64_t lamports_donated = 0;
};

/// The values of `period`: the time that a leaderboard looks back on.
namespace leaderboard_period {
inline constexpr std::string_view day = "day";
inline constexpr std::string_view week = "week";
inline constexpr std::string_view month = "month";
inline constexpr std::string_view all = "all";
}  // namespace leaderboard_period

/// What `get_leaderboard` takes.
struct LeaderboardOptions {
    std::optional<std::string> period{};
    std::optional<std::uint32_t> limit{};  ///< 1…100
    std::stop_token stop_token{};
};

/// One wallet's place.
struct LeaderboardEntry {
    std::uint64_t rank = 0;  ///< from 1
    std::string wallet_address;
    std::uint64_t lamports_reclaimed = 0;
    std::uint64_t items = 0;
};

/// The wallets that reclaimed most, the first first.
struct Leaderboard {
    std::string period;
    std::vector<LeaderboardEntry> entries;
};

}  // namespace burnandclaim
