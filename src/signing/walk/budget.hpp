#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/lamports.hpp"
#include "signing/problem.hpp"
#include "solana/instruction.hpp"

namespace burner::signing {

/// What a transaction says about its compute units, and what it pays for priority.
class Budget {
  public:
    /// Takes an instruction of the Compute Budget program.
    Problem take(const solana::Instruction& instruction);
    /// Judges the two together, after all instructions.
    Problem finish() const;
    /// Holds the priority fee against the level that was asked for, and against the rent that can come back.
    Problem check_fee(std::string_view level, base::Lamports bound) const;

    /// Computes the fee, rounded up to whole lamports as the network does; a fee that 64 bits do not hold is their
    /// greatest number.
    std::uint64_t priority_fee() const;

  private:
    std::optional<std::uint32_t> limit_;
    std::optional<std::uint64_t> price_;  ///< micro-lamports a unit
};

}  // namespace burner::signing
