#include "transactions/priority_fee.hpp"

#include <algorithm>

#include "solana/bounds.hpp"

namespace burner::transactions {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t percentiles[] = {0, 25, 50, 75};
constexpr base::Lamports signature_fee{5'000};
constexpr std::uint64_t micro = 1'000'000;
constexpr Wide largest_fee = UINT64_MAX - signature_fee.value;  // no sum of fees wraps

}  // namespace

std::string_view to_word(PriorityLevel level) {
    return solana::priority_caps[static_cast<std::size_t>(level)].level;
}

std::optional<PriorityLevel> priority_level_from_word(std::string_view word) {
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
    return std::min(solana::priority_caps[static_cast<std::size_t>(level)].most, solana::max_priority_fee(rent));
}

std::uint64_t max_price(base::Lamports fee, std::uint32_t unit_limit) {
    return unit_limit == 0 ? 0 : static_cast<std::uint64_t>(Wide{fee.value} * micro / unit_limit);
}

base::Lamports priority_fee(std::uint64_t price, std::uint32_t unit_limit) {
    const Wide lamports = (Wide{price} * unit_limit + (micro - 1)) / micro;
    return {static_cast<std::uint64_t>(std::min(lamports, largest_fee))};
}

base::Lamports network_fee(std::uint64_t price, std::uint32_t unit_limit) {
    return signature_fee + priority_fee(price, unit_limit);
}

}  // namespace burner::transactions
