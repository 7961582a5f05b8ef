#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/lamports.hpp"

/// The bounds that whoever builds a transaction and whoever checks one before signing share. They hold whatever an RPC
/// or a server says of an account.
namespace burner::solana {

/// The sizes that accounts have at most.
inline constexpr std::size_t max_token_account_size = 165;
inline constexpr std::size_t max_token_2022_account_size = 1'024;
inline constexpr std::size_t max_metadata_size = 679;
inline constexpr std::size_t max_edition_size = 282;  ///< of master editions, prints and edition markers
inline constexpr std::size_t max_token_record_size = 80;
inline constexpr std::size_t max_core_asset_size = 10'240;

/// Computes the rent of an account of `size` bytes at 6,960 lamports a byte, the highest rate there ever was. What an
/// account holds beyond it was sent there by somebody.
constexpr base::Lamports max_rent(std::size_t size) {
    return {(128 + static_cast<std::uint64_t>(size)) * 6'960};
}

/// Computes how much of the lamports that an account of `size` bytes holds can be its rent.
constexpr base::Lamports rent_within(base::Lamports held, std::size_t size) {
    return std::min(held, max_rent(size));
}

/// The most that a transaction may pay for priority at a level.
struct PriorityCap {
    std::string_view level;
    base::Lamports max_fee;
};

inline constexpr std::array priority_caps{PriorityCap{"none", {0}}, PriorityCap{"low", {25'000}},
                                          PriorityCap{"medium", {50'000}}, PriorityCap{"high", {100'000}}};

/// Finds the cap of a level; 0 for one that nobody knows, as for `none`.
constexpr base::Lamports priority_cap(std::string_view level) {
    const auto* found = std::ranges::find(priority_caps, level, &PriorityCap::level);
    return found == priority_caps.end() ? base::Lamports{} : found->max_fee;
}

/// The amount that a transaction may pay for priority however little it gives back.
inline constexpr base::Lamports least_max_priority_fee{20'000};

/// Computes the most that a transaction may pay for priority when `base` is the rent that it gives back: a tenth of
/// that, but `least_max_priority_fee` in any case.
constexpr base::Lamports max_priority_fee(base::Lamports base) {
    return std::max(base::Lamports{base.value / 10}, least_max_priority_fee);
}

}  // namespace burner::solana
