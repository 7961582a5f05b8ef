#pragma once

#include <optional>
#include <span>
#include <vector>

#include "solana/rpc.hpp"
#include "transactions/group.hpp"
#include "transactions/pack/pack.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/rebate.hpp"

namespace burner::transactions {

/// The most addresses that a transaction of version 1 has unless the operator says otherwise: the two that are left are
/// for the guards of wallets (solana/programs/lighthouse.hpp).
inline constexpr std::size_t default_max_addresses = solana::max_v1_keys - 2;

/// The terms that all transactions of a build share: who pays the network, what is donated to whom, at which priority,
/// in which version and with how much room to spare.
struct Terms {
    solana::Pubkey wallet;
    solana::Pubkey payer;                           ///< the wallet, or a key that signs beside it
    std::optional<solana::Pubkey> donation_wallet;  ///< set only when something is donated
    DonationShare donation;
    PriorityLevel priority = PriorityLevel::medium;
    solana::MessageVersion version = solana::MessageVersion::v0;  ///< or v1
    std::size_t reserve_bytes = 0;
    std::size_t max_addresses = default_max_addresses;  ///< of version 1
    bool is_sponsored = false;                          ///< the payer is a sponsor, whom the wallet repays

    std::size_t signatures() const { return payer == wallet ? 1 : 2; }
};

/// Returns what is around the groups of every transaction at its full size: the packer leaves room for it.
Frame frame_of(const Terms& terms);

/// One transaction before it has a blockhash: compute budget (version 1 has it in its header), the groups, the
/// repayment of a sponsor, the donation last.
class Draft {
  public:
    /// Starts at price 0; see `set_price`.
    Draft(const Terms& terms, std::span<const Group> groups, Bin bin);

    const Bin& bin() const { return bin_; }
    const Rebate& rebate() const { return rebate_; }
    std::uint32_t unit_limit() const { return unit_limit_; }
    bool wallet_pays() const { return terms_.payer == terms_.wallet; }
    /// Returns what the wallet pays to programs.
    base::Lamports programs_fee() const { return programs_fee_; }
    /// Returns what the wallet repays to the sponsor, which is the network's fee; 0 without one.
    base::Lamports repayment() const { return terms_.is_sponsored ? network_fee() : base::Lamports{}; }
    /// Returns what the payer pays to the network before anything else happens.
    base::Lamports network_fee() const { return transactions::network_fee(terms_.signatures(), price(), unit_limit_); }

    /// Raises the limit to what the simulation used and a tenth more; never below the planning values, which cover
    /// clusters that run an older token program.
    void fit_unit_limit(std::uint64_t units_consumed);
    /// Sets the price in micro-lamports per compute unit; the transaction pays no more than its bounds allow.
    void set_price(std::uint64_t price) { price_ = price; }
    /// Finds the group (by its index in the build) that an instruction belongs to; nullopt for those around the groups.
    std::optional<std::size_t> group_at(std::size_t instruction) const;
    solana::Message compile(const solana::Blockhash& blockhash) const;

  private:
    std::uint64_t price() const;
    std::vector<solana::Instruction> body() const;

    Terms terms_;
    Bin bin_;
    std::vector<solana::Instruction> of_groups_;
    std::vector<std::size_t> owners_;  ///< the group of each of them
    Rebate rebate_;
    base::Lamports programs_fee_;
    std::uint32_t unit_limit_ = 0;
    std::uint64_t price_ = 0;
};

/// Returns the accounts that the groups write, each once, at most as many as getRecentPrioritizationFees takes: mints
/// first, since others compete for those, and the accounts of the items last.
std::vector<solana::Pubkey> written_accounts(const solana::Pubkey& wallet, std::span<const Group> groups);

/// Returns the items of a draft, without what their owner expected of them.
std::vector<Selection> includes_of(const Draft& draft, std::span<const Group> groups);

}  // namespace burner::transactions
