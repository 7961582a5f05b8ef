#include "transactions/submit/wallet_additions.hpp"

#include <algorithm>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/submit/verify_signed.hpp"

namespace burner::transactions {

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
        const auto kind = solana::compute_budget::kind_of(instruction);
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
