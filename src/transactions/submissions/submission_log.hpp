#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "nodes/shards.hpp"
#include "solana/rpc.hpp"
#include "transactions/submissions/event.hpp"
#include "transactions/submissions/submission_totals.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// The state of a submission. `submitted` holds from the durable record on: it may be on its way, and is followed until
/// the chain has decided. `rejected`: refused by the cluster before it was forwarded, so it may be recorded again.
enum class SubmissionStatus : std::uint8_t { submitted, confirmed, finalized, failed, expired, rejected };

std::string_view to_text(SubmissionStatus status);

/// Tells whether an update is true news: what the chain has decided stays (finalized, failed, expired), and only what
/// was never seen on chain can turn out rejected.
bool may_become(SubmissionStatus from, SubmissionStatus to);

/// Tells whether the statistics count a submission with this status: it is confirmed or finalized.
bool is_counted(SubmissionStatus status);

/// Tells whether a submission with this status is still to be followed.
bool is_unfinished(SubmissionStatus status);

/// Tells whether a submission has come as far as `goal`, or never will.
bool has_reached(SubmissionStatus status, SubmissionStatus goal);

/// The outcome of comparing a confirmed submission with the chain (promise.hpp). `unknown`: the chain's answer could
/// not be had or read.
enum class PromiseVerdict : std::uint8_t { unchecked, kept, broken, unknown };

std::string_view to_text(PromiseVerdict verdict);

/// The progress of a submission; `slot` and `error` as far as they are known.
struct Progress {
    SubmissionStatus status = SubmissionStatus::submitted;
    std::optional<solana::Slot> slot;
    std::string error;

    bool operator==(const Progress&) const = default;
};

/// One signed transaction that was handed in.
struct Submission {
    MessageDigest digest{};  ///< its identity: see MessageDigest
    std::string project;
    solana::Pubkey wallet;
    solana::Signature signature;
    base::Bytes transaction;
    solana::BlockHeight last_valid_block_height = 0;
    Rebate rebate;
    std::vector<Selection> includes;
    base::UnixTime recorded_at;
    Progress progress;
    unsigned sends = 1;  ///< how often it was handed to the cluster; each time is counted before it happens

    bool operator==(const Submission&) const = default;
};

/// The answer to recording one submission: whether the caller is the one who sends it, and the
/// signature that is on record for it.
struct Recorded {
    bool is_new = false;
    solana::Signature signature;

    bool operator==(const Recorded&) const = default;
};

/// How many submissions of one wallet may be unfinished, over all projects: each costs the cluster calls until it is
/// finished.
inline constexpr std::size_t max_unfinished_of_wallet = 256;
/// How long to wait after `too_many_unfinished`: by then the chain has decided about some.
inline constexpr std::chrono::seconds unfinished_wait{10};

base::Error too_many_unfinished();

/// Returns the share of the background work that a submission belongs to.
std::size_t shard_of(const MessageDigest& digest);

/// What a submission becomes, and the event that tells other servers of it.
struct Decision {
    Progress progress;
    std::optional<Event> event;
};
/// Decides by what is on record of a submission what it becomes; nullopt where it stays as it is. An engine that rolls
/// a transaction back asks again, so it does nothing else.
using Decide = std::function<std::optional<Decision>(const Submission&)>;

/// Some of a project's submissions that are still to be followed.
struct UnfinishedPage {
    std::vector<Submission> submissions;
    std::int64_t last = 0;  ///< place of the last one: where the next page begins
};

/// The durable memory of what was sent, and the sums of what came of it. Synchronous: called through a
/// base::StoreRunner. Any thread. A store that fails answers `overloaded`, and then nothing was recorded.
class SubmissionLog {
  public:
    /// The most submissions that one call changes or counts sends of.
    static constexpr std::size_t max_changed = 256;

    virtual ~SubmissionLog() = default;

    /// Records all or none, durable when it returns. Of any number of parallel calls with one digest, one is new. Fails
    /// with `too_many_unfinished` where a wallet that submits something new would have more than
    /// `max_unfinished_of_wallet`.
    virtual base::Result<std::vector<Recorded>> record(std::vector<Submission> submissions) = 0;
    virtual base::Result<std::optional<Submission>> find(MessageDigest digest) = 0;
    virtual base::Result<std::optional<Submission>> find_by_signature(solana::Signature signature) = 0;
    /// Changes submissions in one transaction, in which each is locked and `decide` asked. Their progress, the sums and
    /// a delivery of the event to each enabled webhook of the project hold together, from `now` on, or not at all.
    /// Returns those that changed, as they are then. Passes over digests that are not on record.
    virtual base::Result<std::vector<Submission>> change(std::set<MessageDigest> digests, const Decide& decide,
                                                         base::UnixTime now) = 0;
    /// Counts one more send of each that is still submitted, with that signature, durable when it returns, and says of
    /// which: those may be sent. What was refused meanwhile, and recorded again with another signature, may not.
    virtual base::Result<std::set<MessageDigest>> count_sends(std::map<MessageDigest, solana::Signature> sends) = 0;

    /// Returns the projects that have submissions still to follow in these shards.
    virtual base::Result<std::vector<std::string>> unfinished_projects(nodes::Shards shards) = 0;
    /// Returns those of a project still to follow (submitted, confirmed) in these shards, the oldest first: at most
    /// `max_submissions` after the place `after`, which is 0 or a page's `last`.
    virtual base::Result<UnfinishedPage> unfinished(const std::string& project, nodes::Shards shards,
                                                    std::int64_t after, std::size_t max_submissions) = 0;
    /// Returns the signatures of those of a project's wallet that are still to follow.
    virtual base::Result<std::vector<solana::Signature>> unfinished_of_wallet(const std::string& project,
                                                                              const solana::Pubkey& wallet) = 0;

    /// Returns confirmed and finalized submissions of these shards whose promise is unchecked, the oldest first.
    virtual base::Result<std::vector<Submission>> unverified(nodes::Shards shards, std::size_t max_submissions) = 0;
    virtual base::Result<void> note_promise(MessageDigest digest, PromiseVerdict verdict) = 0;

    /// Sums the counted submissions of a project, as cheaply with a million of them as with ten, like `leaders`.
    virtual base::Result<SubmissionTotals> totals(const std::string& project) = 0;
    /// Returns the leaders, most lamports first, then by the text of the address. A submission belongs to the period
    /// that it was recorded in; `first_day` names which one (`first_day_of`).
    virtual base::Result<std::vector<Leader>> leaders(const std::string& project, Period period, std::int64_t first_day,
                                                      std::size_t max_leaders) = 0;
    /// Forgets the leaders of periods before those that hold `time`.
    virtual base::Result<void> prune_leaders(base::UnixTime time) = 0;
    /// Forgets finished submissions that were recorded before `before`, `max_submissions` at a time, and says how many.
    /// Sums and leaders stay as they are.
    virtual base::Result<std::size_t> prune_finished(base::UnixTime before, std::size_t max_submissions) = 0;
};

/// Finds the submission of that signature if it is this project's and wallet's; else `not_found`, as for a missing one.
base::Result<Submission> find_of_wallet(SubmissionLog& log, const std::string& project, const solana::Pubkey& wallet,
                                        const solana::Signature& signature);

}  // namespace burner::transactions
