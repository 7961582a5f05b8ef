#include "transactions/priority_fee.hpp"

#include <algorithm>

#include "solana/bounds.hpp"
#include "solana/programs/compute_budget.hpp"

namespace burner::transactions {

namespace {

constexpr std::size_t percentiles[] = {0, 25, 50, 75};

}  // namespace

std::string_view to_text(PriorityLevel level) {
    return solana::priority_caps[static_cast<std::size_t>(level)].level;
}

std::optional<PriorityLevel> priority_level_from_text(std::string_view word) {
    const auto* found = std::ranges::find(solana::priority_caps, word, &solana::PriorityCap::level);
    if (found == solana::priority_caps.end()) return std::nullopt;
    return static_cast<PriorityLevel>(found - solana::priority_caps.begin());
}

std::uint64_t price_at(PriorityLevel level, std::vector<solana::PrioritizationFee> recent,
                       const PriorityFeeSettings& settings) {
    if (level == PriorityLevel::none) return 0;
    std::uint64_t price = 0;
    if (!recent.empty()) {
        const std::size_t rank = (recent.size() - 1) * percentiles[static_cast<std::size_t>(level)] / 100;
        const auto nth = recent.begin() + static_cast<std::ptrdiff_t>(rank);
        std::ranges::nth_element(recent, nth, {}, &solana::PrioritizationFee::micro_lamports);
        price = nth->micro_lamports;
    }
    return std::clamp(price, settings.floor, std::max(settings.floor, settings.cap));
}

base::Lamports max_priority_fee(PriorityLevel level, base::Lamports rent) {
    return std::min(solana::priority_caps[static_cast<std::size_t>(level)].max_fee, solana::max_priority_fee(rent));
}

base::Lamports network_fee(std::size_t signatures, base::Lamports priority) {
    const base::Lamports of_signatures{signatures * solana::compute_budget::signature_fee.value};
    return of_signatures + std::min(priority, base::Lamports{UINT64_MAX - of_signatures.value});
}

base::Lamports network_fee(std::size_t signatures, std::uint64_t price, std::uint32_t unit_limit) {
    return network_fee(signatures, solana::compute_budget::priority_fee(price, unit_limit));
}

}  // namespace burner::transactions
