#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "transactions/submissions/submission_feed.hpp"

namespace burner::transactions {

/// The submissions of a wallet to follow, at most `SubmissionFollower::batch`; where `signatures` is empty, all that
/// change.
struct Following {
    std::string project;
    solana::Pubkey wallet;
    std::vector<solana::Signature> signatures;
};

/// Reads the states of submissions as they come, each once: of those that are named the present one and then every
/// change, until all are settled. Between two reads a state may be passed over, never the last one. Subscribes when it
/// is made, so no change is missed afterwards; only where none is named, and another node's rings are lost, does one
/// that is recorded and decided within two seconds stay untold. One coroutine on the executor's thread; what it is
/// given outlives it.
class SubmissionFollower {
  public:
    /// The most submissions in memory at a time.
    static constexpr std::size_t batch = 64;
    /// The most submissions whose last state is remembered.
    static constexpr std::size_t max_told = 1024;

    SubmissionFollower(SubmissionLog& log, base::StoreRunner& stores, SubmissionFeed& feed, base::Executor executor,
                       Following following);

    /// Waits for states that are new; empty means that all are settled. `not_found` where a named submission is not the
    /// wallet's, `overloaded` where more changed than the feed keeps and no submissions are named.
    base::Task<base::Result<std::vector<Submission>>> next();

  private:
    base::Task<base::Result<void>> await_news();
    base::Task<std::set<solana::Signature>> unfinished();
    base::Result<std::vector<Submission>> read(const std::vector<solana::Signature>& signatures) const;
    std::vector<solana::Signature> take_unread();
    bool is_news(const Submission& submission);

    SubmissionLog& log_;
    base::StoreRunner& stores_;
    SubmissionFeed::Subscription subscription_;
    const Following following_;
    const bool is_named_;
    std::set<solana::Signature> unsettled_;  ///< of the named ones
    std::deque<solana::Signature> unread_;   ///< at most what the feed keeps, and what is unfinished
    bool is_looking_ = false;                ///< `unread_` may not have changed at all
    std::map<solana::Signature, SubmissionStatus> told_;
    std::deque<solana::Signature> told_in_order_;  ///< the keys of `told_`
};

}  // namespace burner::transactions
