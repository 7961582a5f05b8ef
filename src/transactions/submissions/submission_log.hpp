#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "solana/rpc.hpp"
#include "transactions/submissions/submission_totals.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// The state of a submission. `submitted` holds from the durable record on: it may be on its way, and is followed until
/// the chain has decided. `rejected`: refused by the cluster before it was forwarded, so it may be recorded again.
enum class SubmissionStatus : std::uint8_t { submitted, confirmed, finalized, failed, expired, rejected };

std::string_view to_text(SubmissionStatus status);

/// Tells whether an update is true news: what the chain has decided stays (finalized, failed, expired), and only what
/// was never seen on chain can turn out rejected. Every SubmissionLog keeps to it.
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

/// Some of a project's submissions that are still to be followed.
struct UnfinishedPage {
    std::vector<Submission> submissions;
    std::int64_t last = 0;  ///< place of the last one: where the next page begins
};

/// The durable memory of what was sent, and the sums of what came of it. Synchronous: called through a
/// base::StoreRunner. Any thread. A store that fails answers `overloaded`, and then nothing was recorded.
class SubmissionLog {
  public:
    virtual ~SubmissionLog() = default;

    /// Records all or none, durable when it returns. Of any number of parallel calls with one digest, one is new. Fails
    /// with `too_many_unfinished` where a wallet that submits something new would have more than
    /// `max_unfinished_of_wallet`.
    virtual base::Result<std::vector<Recorded>> record(std::vector<Submission> submissions) = 0;
    virtual base::Result<std::optional<Submission>> find(MessageDigest digest) = 0;
    virtual base::Result<std::optional<Submission>> find_by_signature(solana::Signature signature) = 0;
    /// Stores the progress; does nothing unless `may_become` allows it.
    virtual base::Result<void> update(MessageDigest digest, Progress progress) = 0;
    /// Returns the projects that have submissions still to follow.
    virtual base::Result<std::vector<std::string>> unfinished_projects() = 0;
    /// Returns those of a project still to follow (submitted, confirmed), the oldest first: at most `most` after the
    /// place `after`, which is 0 or a page's `last`.
    virtual base::Result<UnfinishedPage> unfinished(const std::string& project, std::int64_t after,
                                                    std::size_t most) = 0;

    /// Returns confirmed and finalized submissions whose promise is unchecked, the oldest first.
    virtual base::Result<std::vector<Submission>> unverified(std::size_t most) = 0;
    virtual base::Result<void> note_promise(MessageDigest digest, PromiseVerdict verdict) = 0;

    /// Sums the counted submissions of a project, as cheaply with a million of them as with ten, like `leaders`.
    virtual base::Result<SubmissionTotals> totals(const std::string& project) = 0;
    /// Returns the leaders, most lamports first, then by the text of the address. A submission belongs to the period
    /// that it was recorded in; `first_day` names which one (`first_day_of`).
    virtual base::Result<std::vector<Leader>> leaders(const std::string& project, Period period, std::int64_t first_day,
                                                      std::size_t most) = 0;
    /// Forgets the leaders of periods before those that hold `time`.
    virtual base::Result<void> prune_leaders(base::UnixTime time) = 0;
    /// Forgets finished submissions that were recorded before `before`, at most `most` at a time, and says how many.
    /// Sums and leaders stay as they are.
    virtual base::Result<std::size_t> prune_finished(base::UnixTime before, std::size_t most) = 0;
};

/// Finds the submission of that signature if it is this project's and wallet's; else `not_found`, as for a missing one.
base::Result<Submission> find_of_wallet(SubmissionLog& log, const std::string& project, const solana::Pubkey& wallet,
                                        const solana::Signature& signature);

}  // namespace burner::transactions
