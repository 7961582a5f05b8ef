#pragma once

#include <optional>

#include "base/lamports.hpp"
#include "solana/instruction.hpp"

/// The Compute Budget program: what a transaction may use and pays beyond the base fee.
namespace burner::solana::compute_budget {

/// The network's cap of compute units per transaction.
inline constexpr std::uint32_t max_units = 1'400'000;

/// The network's cap of the bytes of all accounts that a transaction loads. It holds where a transaction asks for none,
/// but in version 1, where that would be 0.
inline constexpr std::uint32_t max_loaded_data = 64 << 20;

Instruction set_unit_limit(std::uint32_t units);
Instruction set_unit_price(std::uint64_t micro_lamports);

enum class Kind : std::uint8_t { heap_size = 1, unit_limit = 2, unit_price = 3, loaded_data_limit = 4 };

/// Says which of the program's instructions this is; nullopt for any other one.
std::optional<Kind> kind_of(const Instruction& instruction);

/// The most accounts that getRecentPrioritizationFees takes.
inline constexpr std::size_t max_fee_accounts = 128;

/// The fee that the network takes for each signature of a transaction.
inline constexpr base::Lamports signature_fee{5'000};

/// Computes what a transaction pays for priority, rounded up to whole lamports as the network does. `price` is in
/// micro-lamports per compute unit. A fee that 64 bits do not hold is their greatest number.
base::Lamports priority_fee(std::uint64_t price, std::uint32_t unit_limit);

/// Computes the highest price at which a transaction pays at most `fee` for priority; 0 without any units.
std::uint64_t max_price(base::Lamports fee, std::uint32_t unit_limit);

/// Returns the limit or price that this instruction sets; nullopt when it is another instruction.
std::optional<std::uint32_t> unit_limit(const Instruction& instruction);
std::optional<std::uint64_t> unit_price(const Instruction& instruction);

}  // namespace burner::solana::compute_budget
