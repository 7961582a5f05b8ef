#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <burnandclaim/transactions.hpp>

#include "base/result.hpp"
#include "reclaim/check/reviewed_item.hpp"
#include "solana/transaction.hpp"

namespace burner::reclaim {

/// Reads what a server wants signed and refuses whatever the user did not agree to: every instruction
/// must be one that this command knows, on an account of the transaction's `includes`, with the wallet
/// as authority and destination; burns are of the reviewed mint and balance; every promised close and
/// burn is there, and every withdrawal from an account that stays; the donation is within the fraction,
/// always to one address; fees are as stated and bounded. Trusts nothing in the answer but compares it with the bytes.
class TransactionCheck {
  public:
    /// `donation` is a fraction, 0…1.
    TransactionCheck(const solana::Pubkey& wallet, const std::vector<ReviewedItem>& items, double donation);

    /// A build call was made for these; its transactions may include each of them once, and no other.
    void begin_answer(const std::vector<burnandclaim::ItemSelection>& asked);

    /// The transaction, unsigned, or why it is not signed.
    base::Result<solana::Transaction, std::string> check(const burnandclaim::BuiltTransaction& built);

    const std::optional<solana::Pubkey>& donation_wallet() const { return donation_wallet_; }

  private:
    using Verdict = std::optional<std::string>;  ///< a reason to refuse

    Verdict take_includes(const burnandclaim::BuiltTransaction& built);
    Verdict check_amounts(const burnandclaim::BuiltTransaction& built) const;

    solana::Pubkey wallet_;
    std::unordered_map<std::string, ReviewedItem> items_;  ///< by address
    double donation_;
    std::unordered_set<std::string> open_;  ///< addresses asked for and not included yet
    std::optional<solana::Pubkey> donation_wallet_;
};

/// No transaction of closes and burns needs to pay more (lamports): 1.4 million compute units at half
/// a lamport each, far above what gets one included. Guards against a server that burns the wallet's
/// SOL as fees.
inline constexpr std::uint64_t max_network_fee = 1'000'000;

}  // namespace burner::reclaim
