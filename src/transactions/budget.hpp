#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/lamports.hpp"
#include "solana/message.hpp"
#include "solana/programs/compute_budget.hpp"

namespace burner::transactions {

/// What a transaction may use at most, and pays for priority.
struct Budget {
    std::uint32_t unit_limit = solana::compute_budget::max_units;
    base::Lamports priority_fee;

    bool operator==(const Budget&) const = default;
};

/// Reads the budget of a message, whose instructions these are. Version 1 has it in its header, and holds no
/// compute-budget instructions, which the network would ignore. In version 0 the network takes known ones, without
/// accounts, each kind once; without a limit, its cap counts. nullopt for anything else.
std::optional<Budget> budget_of(const solana::Message& message, std::span<const solana::Instruction> instructions);

}  // namespace burner::transactions
