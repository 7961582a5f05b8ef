#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/lamports.hpp"
#include "signing/problem.hpp"
#include "solana/instruction.hpp"
#include "solana/message_config.hpp"

namespace burner::signing {

/// What a transaction says about its compute units, and what it pays for priority.
class Budget {
  public:
    /// Takes what version 1 says in its header. Beside it the network ignores the instructions, so none may follow.
    Problem take_header(const solana::MessageConfig& config);
    /// Takes an instruction of the Compute Budget program.
    Problem take(const solana::Instruction& instruction);
    /// Judges limit and price together, after all instructions.
    Problem finish() const;
    /// Compares a fee with the level that was asked for, and with the rent that can come back.
    Problem check_fee(std::string_view level, std::uint64_t fee, base::Lamports bound) const;

    /// Computes the fee, rounded up to whole lamports as the network does; at most the greatest 64-bit number.
    std::uint64_t priority_fee() const;

  private:
    std::optional<std::uint32_t> limit_;
    std::optional<std::uint64_t> price_;  ///< micro-lamports a unit
    std::optional<solana::MessageConfig> header_;
};

}  // namespace burner::signing
