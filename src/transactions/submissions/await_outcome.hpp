#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "transactions/submissions/submission_feed.hpp"

namespace burner::transactions {

/// The submissions of a wallet that somebody waits for, how far they shall come, and for how long.
struct OutcomeWait {
    std::string project;
    solana::Pubkey wallet;
    std::vector<solana::Signature> signatures;
    SubmissionStatus goal = SubmissionStatus::confirmed;  ///< or finalized
    std::chrono::steady_clock::time_point deadline;
    std::function<bool()> is_awaited;  ///< asked twice a second: false ends the wait
};

/// Waits until all submissions have reached the goal or the wait is over, and returns where they stand, in the order of
/// the signatures. A log that cannot be read ends the wait as well; what was not read is `submitted`.
base::Task<std::vector<Progress>> await_outcomes(SubmissionLog& log, base::StoreRunner& stores, SubmissionFeed& feed,
                                                 OutcomeWait wait);

}  // namespace burner::transactions
