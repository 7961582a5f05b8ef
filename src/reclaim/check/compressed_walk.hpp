#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reclaim/check/reviewed_item.hpp"
#include "solana/instruction.hpp"
#include "solana/programs/token.hpp"

namespace burner::reclaim {

/// The part of a transaction that burns compressed tokens. An instruction does not say which accounts of the trees it
/// spends, and those of one mint differ in their amounts only: of each mint, it has to be as many of the wallet's own
/// as were reviewed, and as much together. What goes through the wallet's token account has to be burned there at once.
class CompressedWalk {
  public:
    using Verdict = std::optional<std::string>;  ///< a reason to refuse

    /// Takes no notice of items of other types.
    CompressedWalk(const solana::Pubkey& wallet, const std::vector<ReviewedItem>& included);

    /// Of Light's token program.
    Verdict take_spending(const solana::Instruction& instruction);
    /// Of the associated token program.
    Verdict take_opening(const solana::Instruction& instruction);
    /// Whether tokens may go through it.
    bool is_passage(const solana::Pubkey& account) const { return mint_of_.contains(account); }
    /// Of a token program, on such an account.
    Verdict take_token(const solana::Instruction& instruction, solana::token::Kind kind);

    Verdict finish() const;
    /// The most that the protocol takes for what was spent, in lamports.
    std::uint64_t most_fee() const;

  private:
    struct OfMint {
        ReviewedItem item;         ///< one of them
        solana::Pubkey passage;    ///< the wallet's token account
        std::size_t reviewed = 0;  ///< accounts
        std::size_t spent = 0;
        std::uint64_t reviewed_amount = 0;
        std::uint64_t spent_amount = 0;
        std::uint64_t passing = 0;  ///< in the token account, and to be burned
        bool is_open = false;       ///< it was made in this transaction
    };

    Verdict take_burn(const solana::Instruction& instruction, OfMint& mint);
    Verdict take_close(const solana::Instruction& instruction, OfMint& mint);

    solana::Pubkey wallet_;
    std::unordered_map<solana::Pubkey, OfMint> mints_;
    std::unordered_map<solana::Pubkey, solana::Pubkey> mint_of_;  ///< by token account
};

}  // namespace burner::reclaim
