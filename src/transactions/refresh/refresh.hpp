#pragma once

#include <string>
#include <utility>
#include <vector>

#include "assets/protection.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "transactions/build/block_pace.hpp"
#include "transactions/build/built.hpp"
#include "transactions/pauses.hpp"
#include "transactions/read/sources.hpp"
#include "transactions/submissions/submission_log.hpp"
#include "transactions/submit/bearer.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// A transaction as a build, or a refresh, handed it out. It may be signed.
struct RefreshEntry {
    std::string transaction_base64;
    std::string submission_ticket;
};

struct RefreshRequest {
    Bearer bearer;
    std::vector<RefreshEntry> entries;
    assets::Protection protection{};  ///< the project's, as it is now
};

struct Promised;
struct RefreshRefusals;
struct RefreshSimulations;

/// Gives transactions that were built a new blockhash and a new ticket: the same instructions, for signers that are
/// slower than a blockhash lives. Each is simulated. One that the chain, the project's protection or a submission of it
/// that is on its way forbids is rejected with all its items; nothing is planned anew. One object per worker thread;
/// what it is given must outlive it. Fails with `invalid_request`, which names the entry, where a ticket is not good or
/// the transaction is not its own; with `overloaded` where an item is paused or the log cannot be read; with
/// `upstream_unavailable`.
class Refresher {
  public:
    Refresher(Sources sources, SubmissionLog& log, base::StoreRunner& stores, const TicketKeys& tickets,
              const Pauses& pauses, const base::Clock& clock, BlockPace& pace, base::Lamports max_priority_fee)
        : sources_(std::move(sources)),
          log_(log),
          stores_(stores),
          tickets_(tickets),
          pauses_(pauses),
          clock_(clock),
          pace_(pace),
          max_priority_fee_(max_priority_fee) {}

    /// Returns the transactions in the order of their entries, without those that are rejected.
    base::Task<base::Result<Build>> refresh(RefreshRequest request);

  private:
    base::Result<std::vector<Promised>> check(const RefreshRequest& request) const;
    /// Rejects what is on its way: its blockhash still lives, so both could land.
    base::Task<base::Result<RefreshRefusals>> find_on_the_way(Bearer bearer, std::vector<Promised> entries);
    base::Task<base::Result<RefreshRefusals>> ask_protection(RefreshRequest request, std::vector<Promised> entries);
    base::Task<base::Result<RefreshSimulations>> simulate_all(solana::Pubkey wallet, std::vector<Promised> entries);

    Sources sources_;
    SubmissionLog& log_;
    base::StoreRunner& stores_;
    const TicketKeys& tickets_;
    const Pauses& pauses_;
    const base::Clock& clock_;
    BlockPace& pace_;
    base::Lamports max_priority_fee_;
};

}  // namespace burner::transactions
