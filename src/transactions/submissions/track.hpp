#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "nodes/duties.hpp"
#include "solana/rpc.hpp"
#include "transactions/submissions/resend_schedule.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/submissions/submission_feed.hpp"

namespace burner::transactions {

/// Follows what was submitted until the chain has decided: sends it again while its blockhash is valid, and stores
/// every change. All it needs is the log, so it goes on after a restart. One worker thread runs it; what it is given
/// must outlive it.
class Tracker {
  public:
    /// The most submissions in memory at a time, the most signatures in one getSignatureStatuses call, and the most
    /// changes in one transaction.
    static constexpr std::size_t batch = SubmissionLog::max_changed;
    /// The blocks after the last valid one until what was not seen counts as expired. By then the last valid block is
    /// finalized (31 confirmed blocks on top), and an RPC that lags behind the one that told the height has it too.
    static constexpr solana::BlockHeight expiry_margin = 32;

    /// The age at which a submission whose last valid block makes no sense (block_window.hpp) counts as expired: far
    /// longer than a blockhash lives on a slow cluster.
    static constexpr std::chrono::minutes max_age{15};

    Tracker(solana::Rpc& rpc, SubmissionLog& log, SubmissionChanges& changes, base::StoreRunner& stores,
            const base::Clock& clock, const nodes::Duties& duties)
        : rpc_(rpc), log_(log), changes_(changes), stores_(stores), clock_(clock), duties_(duties) {}

    /// Makes one pass over everything unfinished of the shards that are this node's, in batches that the projects share
    /// equally. Ends early when the cluster cannot be asked; a batch whose changes are not stored is tried again by the
    /// next pass, and does not keep others back.
    base::Task<base::Result<void>> pass();
    /// Passes for ever, `interval` apart; ends when its coroutine is cancelled.
    base::Task<void> run(std::chrono::milliseconds interval);

    /// The time between looks at what somebody waits for: with the way there and back, an answer comes at the latest
    /// 250 ms and a round trip after the cluster knows.
    static constexpr std::chrono::milliseconds look_interval{200};

    /// Asks about what somebody waits for and stores what has come as far as that, and no more: expiry and sending
    /// again are for passes. Asks nobody where nobody waits.
    base::Task<base::Result<void>> look(std::vector<Awaited> awaited);
    /// Looks for ever at what subscribers of the feed wait for; ends when its coroutine is cancelled.
    base::Task<void> watch(SubmissionFeed& feed);

  private:
    using Statuses = std::vector<std::optional<solana::SignatureStatus>>;

    base::Task<base::Result<Statuses>> ask_statuses(const std::vector<Submission>& submissions);
    base::Task<base::Result<void>> store_seen(std::vector<std::pair<solana::Signature, Progress>> seen);
    base::Task<base::Result<void>> follow(std::vector<Submission> submissions);
    base::Task<base::Result<void>> store(std::map<MessageDigest, Progress> news);
    base::Task<base::Result<void>> send_again(std::vector<Submission> unseen);
    base::Task<void> send(std::vector<Submission> counted);
    bool take_due(const Submission& submission);

    solana::Rpc& rpc_;
    SubmissionLog& log_;
    SubmissionChanges& changes_;
    base::StoreRunner& stores_;
    const base::Clock& clock_;
    const nodes::Duties& duties_;
    ResendSchedule schedule_;
};

}  // namespace burner::transactions
