#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "signing/asked_items.hpp"
#include "signing/effects.hpp"
#include "signing/problem.hpp"
#include "signing/walk/claim.hpp"
#include "solana/instruction.hpp"

namespace burner::signing {

/// The part of a transaction that burns compressed tokens. No instruction names the hashes of the leaves that it
/// spends, and the leaves of one mint differ only in their amounts. So of each mint it must spend as many leaves of the
/// wallet as it includes, and as much together as was reviewed. What passes through the wallet's associated account of
/// the mint must be burned there, exactly.
class CompressedWalk {
  public:
    /// Begins a transaction; `included` are the compressed tokens that it is said to include.
    CompressedWalk(const solana::Pubkey& wallet, const AskedItems& asked,
                   const std::vector<const AskedItem*>& included);

    /// Takes an instruction of Light's token program.
    Problem take_spending(const solana::Instruction& instruction, Effects& effects);
    /// Takes an instruction of the associated token program.
    Problem take_opening(const solana::Instruction& instruction);

    /// Tells whether a claim of a token program is about what passes through an associated account.
    bool is_passing(const Claim& claim) const;
    /// Takes a claim for which `is_passing` is true.
    Problem take_passing(const Claim& claim);

    /// Judges, after all instructions, whether everything that is included was burned and nothing was left.
    Problem finish() const;

  private:
    struct OfMint {
        bool has_amounts = true;   ///< each included item says how much it is
        std::size_t reviewed = 0;  ///< accounts that are included
        std::size_t spent = 0;
        std::uint64_t reviewed_amount = 0;
        std::uint64_t spent_amount = 0;
    };
    /// The wallet's associated account of a mint under one of the token programs. An account that was asked for as an
    /// item of its own is left out, as the amounts could not be told apart.
    struct Passage {
        solana::Pubkey mint;
        std::optional<std::uint64_t> holds{};  ///< the raw amount to burn, which can be 0; nullopt: no tokens are there
        bool is_open = false;                  ///< it was made in this transaction
    };

    void add(const AskedItem& item);
    bool is_passage(const solana::Pubkey& account, const solana::Pubkey& mint) const;
    Problem check_spent(const solana::Pubkey& mint, std::uint64_t amount, std::size_t accounts);
    Problem take_burn(const Claim& claim, Passage& passage);
    Problem take_close(const Claim& claim, Passage& passage) const;

    solana::Pubkey wallet_;
    bool lacks_mint_ = false;  ///< an included item says no mint
    std::unordered_map<solana::Pubkey, OfMint> mints_;
    std::unordered_map<solana::Pubkey, Passage> passages_;
};

}  // namespace burner::signing
