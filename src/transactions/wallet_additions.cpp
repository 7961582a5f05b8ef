#include "transactions/wallet_additions.hpp"

#include <algorithm>
#include <optional>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/verify_signed.hpp"

namespace burner::transactions {

namespace {

/// The kinds of compute-budget instructions by their first byte, and their sizes (solana.md 4.1).
enum class BudgetKind : std::uint8_t { heap = 1, unit_limit = 2, unit_price = 3, data_limit = 4 };

std::optional<BudgetKind> budget_kind(const solana::Instruction& instruction) {
    if (instruction.data.empty() || !instruction.accounts.empty()) return std::nullopt;
    const auto kind = static_cast<BudgetKind>(instruction.data.front());
    const std::size_t size = kind == BudgetKind::unit_price ? 9 : 5;
    if (kind < BudgetKind::heap || kind > BudgetKind::data_limit || instruction.data.size() != size)
        return std::nullopt;
    return kind;
}

}  // namespace

bool are_guards_tolerable(std::span<const solana::Instruction> instructions) {
    const auto guards = std::ranges::count(instructions, solana::ids::lighthouse, &solana::Instruction::program);
    return static_cast<std::size_t>(guards) <= max_guards;
}

bool is_budget_tolerable(std::span<const solana::Instruction> instructions, base::Lamports max_priority_fee) {
    unsigned seen = 0;
    std::uint32_t limit = solana::compute_budget::max_units;
    std::uint64_t price = 0;
    for (const auto& instruction : instructions) {
        if (instruction.program != solana::ids::compute_budget) continue;
        const auto kind = budget_kind(instruction);
        if (!kind) return false;
        const unsigned bit = 1U << static_cast<unsigned>(*kind);
        if ((seen & bit) != 0) return false;
        seen |= bit;
        limit = std::min(limit, solana::compute_budget::unit_limit(instruction).value_or(limit));
        price = solana::compute_budget::unit_price(instruction).value_or(price);
    }
    return priority_fee(price, limit) <= max_priority_fee;
}

}  // namespace burner::transactions
