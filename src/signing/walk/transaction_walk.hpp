#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "signing/payers.hpp"
#include "signing/walk/budget.hpp"
#include "signing/walk/compressed_walk.hpp"
#include "signing/walk/item_walk.hpp"
#include "solana/message.hpp"

namespace burner::signing {

/// A walk through the instructions of one transaction: each is claimed by exactly one allowed happening, or the
/// transaction is refused.
class TransactionWalk {
  public:
    /// Begins a transaction; `done` are the addresses that earlier ones of the answer are about.
    TransactionWalk(const Terms& terms, const AskedItems& asked, const Payers& payers,
                    const std::unordered_set<std::string>& done, const std::vector<Include>& includes);

    /// Takes the payer, the header, and the instructions in their order.
    Problem take(const solana::Message& message);
    /// Judges whether everything that is named is done, everything that is done is named, and the costs are as agreed.
    Problem finish(std::string_view priority_fee_level);

    const Effects& effects() const { return effects_; }
    /// Lists the addresses that later transactions of the answer must leave alone.
    std::vector<std::string> done_addresses() const;

  private:
    Problem take_one(const solana::Instruction& instruction, bool is_last);
    Problem take_claims(const solana::Instruction& instruction);
    Problem take_transfer(const solana::Instruction& instruction, bool is_last);
    bool repays(const solana::Pubkey& to) const;
    Problem check_complete() const;
    Problem check_includes() const;
    Problem check_donation() const;
    std::uint64_t priority_fee() const;
    void note_compressed();

    const Terms& terms_;
    const AskedItems& asked_;
    const Payers& payers_;
    const std::unordered_set<std::string>& done_;
    const std::vector<Include>& includes_;
    std::vector<const AskedItem*> compressed_items_;
    ItemWalk items_;
    CompressedWalk compressed_;
    Budget budget_;
    Effects effects_;
    solana::Pubkey payer_;
};

}  // namespace burner::signing
