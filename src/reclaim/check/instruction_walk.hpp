#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <burnandclaim/transactions.hpp>

#include "reclaim/check/compressed_walk.hpp"
#include "reclaim/check/reviewed_item.hpp"
#include "solana/instruction.hpp"

namespace burner::reclaim {

/// Goes through one transaction's instructions. Each must be, byte for byte, one that this command
/// would have made itself for one of the included items; writable flags are free, as they let no
/// instruction do more.
class InstructionWalk {
  public:
    using Verdict = std::optional<std::string>;  ///< a reason to refuse

    InstructionWalk(const solana::Pubkey& wallet, const std::vector<ReviewedItem>& included);

    Verdict take(const solana::Instruction& instruction);
    /// Was everything promised there, and are donation and fee as stated?
    Verdict finish(const burnandclaim::BuiltTransaction& built) const;

    const std::optional<solana::Pubkey>& donation_wallet() const { return donation_wallet_; }

  private:
    struct Progress {
        ReviewedItem item;
        bool is_burned = false;
        bool is_closed = false;
    };
    /// An account that stays.
    struct Withdrawal {
        ReviewedItem item;
        bool is_done = false;
    };

    Verdict take_compute_budget(const solana::Instruction& instruction);
    Verdict take_transfer(const solana::Instruction& instruction);
    Verdict take_token(const solana::Instruction& instruction);
    Verdict take_close(const solana::Instruction& instruction, Progress& progress);
    Verdict take_burn(const solana::Instruction& instruction, Progress& progress);
    Verdict take_withdrawal(const solana::Instruction& instruction);
    Verdict take_nft(const solana::Instruction& instruction);
    Verdict take_core(const solana::Instruction& instruction);
    Verdict take_cnft(const solana::Instruction& instruction);
    Verdict take_harvest(const solana::Instruction& instruction) const;
    Verdict check_fee(const burnandclaim::BuiltTransaction& built) const;

    solana::Pubkey wallet_;
    std::unordered_map<solana::Pubkey, Progress> accounts_;  ///< to be closed or burned
    std::unordered_map<solana::Pubkey, Withdrawal> withdrawals_;
    CompressedWalk compressed_;
    std::optional<std::uint32_t> unit_limit_;
    std::optional<std::uint64_t> unit_price_;
    std::optional<solana::Pubkey> donation_wallet_;
    std::uint64_t donated_ = 0;
};

}  // namespace burner::reclaim
