#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "solana/rpc.hpp"
#include "transactions/ticket.hpp"

namespace burner::transactions {

/// Where a submission stands. `submitted` holds from the durable record on: it may be on its way, and is followed
/// until the chain has decided. `rejected`: refused by the cluster before it was forwarded, so it may be recorded
/// again.
enum class SubmissionStatus : std::uint8_t { submitted, confirmed, finalized, failed, expired, rejected };

std::string_view to_word(SubmissionStatus status);

/// Whether an update is true news: what the chain has decided stays (finalized, failed, expired), and only what was
/// never seen on chain can turn out rejected. Every SubmissionLog keeps to it.
bool may_become(SubmissionStatus from, SubmissionStatus to);

/// Still to be followed.
bool is_unfinished(SubmissionStatus status);

/// What became of a submission; `slot` and `error` as far as they are known.
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

/// The durable memory of what was sent. Synchronous: called through a base::StoreRunner. Any thread. A store that
/// fails answers `overloaded`, and then nothing was recorded.
class SubmissionLog {
  public:
    virtual ~SubmissionLog() = default;

    /// All or none, durable when it returns. Of any number of parallel calls with one digest, one is new.
    virtual base::Result<std::vector<Recorded>> record(std::vector<Submission> submissions) = 0;
    virtual base::Result<std::optional<Submission>> find(MessageDigest digest) = 0;
    virtual base::Result<std::optional<Submission>> find_by_signature(solana::Signature signature) = 0;
    /// Ignored where `may_become` says so.
    virtual base::Result<void> update(MessageDigest digest, Progress progress) = 0;
    /// Those still to follow (submitted, confirmed), the oldest first.
    virtual base::Result<std::vector<Submission>> unfinished() = 0;
};

}  // namespace burner::transactions
