#include "transactions/priority_fee.hpp"

#include <algorithm>
#include <iterator>

namespace burner::transactions {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::string_view level_words[] = {"none", "low", "medium", "high"};
constexpr std::size_t percentiles[] = {0, 25, 50, 75};
constexpr base::Lamports signature_fee{5'000};
constexpr std::uint64_t micro = 1'000'000;
constexpr Wide largest_fee = UINT64_MAX - signature_fee.value;  // no sum of fees wraps

}  // namespace

std::string_view to_word(PriorityLevel level) {
    return level_words[static_cast<std::size_t>(level)];
}

std::optional<PriorityLevel> priority_level_from_word(std::string_view word) {
    const auto* found = std::ranges::find(level_words, word);
    if (found == std::end(level_words)) return std::nullopt;
    return static_cast<PriorityLevel>(found - std::begin(level_words));
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

base::Lamports priority_fee(std::uint64_t price, std::uint32_t unit_limit) {
    const Wide lamports = (Wide{price} * unit_limit + (micro - 1)) / micro;
    return {static_cast<std::uint64_t>(std::min(lamports, largest_fee))};
}

base::Lamports network_fee(std::uint64_t price, std::uint32_t unit_limit) {
    return signature_fee + priority_fee(price, unit_limit);
}

}  // namespace burner::transactions
