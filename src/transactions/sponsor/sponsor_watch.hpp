#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "nodes/duties.hpp"
#include "solana/rpc.hpp"
#include "transactions/sponsor/reservation_store.hpp"
#include "transactions/sponsor/sponsor_store.hpp"

namespace burner::transactions {

/// What sponsors held when they were last looked at. Any thread.
class SponsorBalances {
  public:
    void set(const solana::Pubkey& sponsor, base::Lamports balance);
    /// Returns nullopt until the sponsor was looked at.
    std::optional<base::Lamports> find(const solana::Pubkey& sponsor) const;

  private:
    mutable std::mutex mutex_;
    std::map<solana::Pubkey, base::Lamports> balances_;
};

/// One sponsor as the operator watches it.
struct SponsorStanding {
    solana::Pubkey sponsor;
    base::Lamports balance;
    SponsorUse use;
};

/// Looks at all sponsors again and again, settles what the chain has decided about their reservations, and says in the
/// log when one holds less than a project's floor. One worker thread runs it; what it is given must outlive it.
class SponsorWatch {
  public:
    static constexpr std::chrono::seconds interval{5};
    /// The blocks after the last valid one from which on a transaction counts as one that can land no more, as
    /// `Tracker::expiry_margin` does.
    static constexpr solana::BlockHeight margin = 32;

    struct Parts {
        solana::Rpc& rpc;
        SponsorStore& sponsors;
        ReservationStore& reservations;
        SponsorBalances& balances;
        base::StoreRunner& stores;
        const base::Clock& clock;
        const nodes::Duties& duties;
        /// Returns the terms of all projects that have a sponsor.
        std::function<std::vector<solana::Sponsorship>()> terms;
        /// Is told where each sponsor stands.
        std::function<void(const SponsorStanding&)> tell;
    };

    explicit SponsorWatch(Parts parts) : parts_(std::move(parts)) {}

    base::Task<base::Result<void>> pass();
    /// Passes for ever; ends when its coroutine is cancelled.
    base::Task<void> run();

  private:
    base::Task<base::Result<void>> settle();
    base::Task<base::Result<void>> look(std::vector<solana::Pubkey> sponsors);
    void warn(const SponsorStanding& standing);

    Parts parts_;
    std::set<solana::Pubkey> low_;  ///< those that the log has said to hold too little
};

}  // namespace burner::transactions
