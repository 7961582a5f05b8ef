#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "nodes/duties.hpp"
#include "solana/rpc.hpp"
#include "transactions/submissions/promise.hpp"

namespace burner::transactions {

/// Compares every confirmed submission once with what the chain recorded for it, for as long as the server runs and
/// beside all requests. What is still to be done stands in the log, so it goes on after a restart. One worker thread
/// runs it; what it is given must outlive it.
class PromiseWatch {
  public:
    /// The most calls to the cluster at once, and the most submissions in memory.
    static constexpr std::size_t batch = 32;
    /// Is told of each check, on a storage thread, before it is stored. After a failure the check is made again.
    using Tell = std::function<base::Result<void>(const Submission&, const PromiseCheck&)>;

    PromiseWatch(solana::Rpc& rpc, SubmissionLog& log, base::StoreRunner& stores, const nodes::Duties& duties,
                 Tell tell)
        : rpc_(rpc), log_(log), stores_(stores), duties_(duties), tell_(std::move(tell)) {}

    /// Checks the oldest that were not checked yet, a batch at most, of the shards of tracking that are this node's.
    /// One that is confirmed and that the cluster does not show waits for the next pass until it is finalized: another
    /// node may be ahead of the one that answers.
    base::Task<base::Result<void>> pass();
    /// Passes for ever, `interval` apart; ends when its coroutine is cancelled.
    base::Task<void> run(std::chrono::milliseconds interval);

  private:
    using Landed = base::Result<std::optional<solana::LandedTransaction>>;

    base::Task<std::vector<Landed>> read(const std::vector<Submission>& submissions);
    base::Result<void> store(const std::vector<Submission>& submissions, const std::vector<Landed>& landed);
    base::Result<void> store_one(const Submission& submission, const Landed& landed);

    solana::Rpc& rpc_;
    SubmissionLog& log_;
    base::StoreRunner& stores_;
    const nodes::Duties& duties_;
    Tell tell_;
};

}  // namespace burner::transactions
