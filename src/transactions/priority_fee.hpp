#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/lamports.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// How much to pay for being early: the 25th, 50th or 75th percentile of what was paid lately.
enum class PriorityLevel : std::uint8_t { none, low, medium, high };

std::string_view to_text(PriorityLevel level);
std::optional<PriorityLevel> priority_level_from_text(std::string_view word);

/// Bounds of the price in micro-lamports per compute unit.
struct PriorityFeeSettings {
    std::uint64_t floor = 1'000;
    std::uint64_t cap = 1'000'000;
};

/// Computes the price in micro-lamports per compute unit; 0 for `none`.
std::uint64_t price_at(PriorityLevel level, std::vector<solana::PrioritizationFee> recent,
                       const PriorityFeeSettings& settings);

/// Computes the most that a transaction which gives back `rent` may pay for priority (solana/bounds.hpp): whoever
/// checks before signing refuses more.
base::Lamports max_priority_fee(PriorityLevel level, base::Lamports rent);

/// Computes what a transaction pays to the network with this for priority; the greatest number where 64 bits do not
/// hold it.
base::Lamports network_fee(std::size_t signatures, base::Lamports priority);
/// Computes the same from a price in micro-lamports per compute unit.
base::Lamports network_fee(std::size_t signatures, std::uint64_t price, std::uint32_t unit_limit);

}  // namespace burner::transactions
