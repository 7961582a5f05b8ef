#include "transactions/budget.hpp"

#include <algorithm>

#include "solana/programs/ids.hpp"

namespace burner::transactions {

namespace {

bool is_of_compute_budget(const solana::Instruction& instruction) {
    return instruction.program == solana::ids::compute_budget;
}

}  // namespace

std::optional<Budget> budget_of(const solana::Message& message, std::span<const solana::Instruction> instructions) {
    if (message.version == solana::MessageVersion::v1) {
        if (std::ranges::any_of(instructions, is_of_compute_budget)) return std::nullopt;
        return Budget{message.config.unit_limit.value_or(0), {message.config.priority_fee.value_or(0)}};
    }
    unsigned seen = 0;
    Budget budget;
    std::uint64_t price = 0;
    for (const auto& instruction : instructions) {
        if (!is_of_compute_budget(instruction)) continue;
        const auto kind = solana::compute_budget::kind_of(instruction);
        if (!kind) return std::nullopt;
        const unsigned bit = 1U << static_cast<unsigned>(*kind);
        if ((seen & bit) != 0) return std::nullopt;
        seen |= bit;
        const auto limit = solana::compute_budget::unit_limit(instruction);
        budget.unit_limit = std::min(budget.unit_limit, limit.value_or(budget.unit_limit));
        price = solana::compute_budget::unit_price(instruction).value_or(price);
    }
    budget.priority_fee = solana::compute_budget::priority_fee(price, budget.unit_limit);
    return budget;
}

}  // namespace burner::transactions
