#pragma once

#include <chrono>
#include <optional>

#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"
#include "transactions/submission_log.hpp"

namespace burner::transactions {

/// Follows what was submitted until the chain has decided: sends it again while its blockhash is valid, stores every
/// change. Its only state is the log, so it goes on after a restart. One worker thread runs it; what it is
/// given must outlive it.
class Tracker {
  public:
    Tracker(solana::Rpc& rpc, SubmissionLog& log, base::StoreRunner& stores) : rpc_(rpc), log_(log), stores_(stores) {}

    /// One pass over everything unfinished. A pass that fails changes nothing that the next one needs.
    base::Task<base::Result<void>> pass();
    /// Passes for ever, `interval` apart; ends when its coroutine is cancelled.
    base::Task<void> run(std::chrono::milliseconds interval);

  private:
    base::Task<base::Result<void>> follow(Submission submission, std::optional<solana::SignatureStatus> status,
                                          solana::BlockHeight height);

    solana::Rpc& rpc_;
    SubmissionLog& log_;
    base::StoreRunner& stores_;
};

}  // namespace burner::transactions
