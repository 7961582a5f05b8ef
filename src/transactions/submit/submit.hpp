#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"
#include "solana/sponsorship.hpp"
#include "transactions/pauses.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/submit/bearer.hpp"
#include "transactions/submit_failure.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

struct SignedEntry {
    std::string transaction_base64;
    std::string submission_ticket;
};

inline constexpr std::size_t max_entries = 64;

/// Who pays for sponsored entries of a request now, and whose budget it is.
struct SponsoredBy {
    std::string key_id;
    std::optional<solana::Sponsorship> terms{};  ///< of the project
};

struct SubmitRequest {
    Bearer bearer;  ///< in test mode all is simulated, and nothing is recorded
    std::vector<SignedEntry> entries;
    SponsoredBy sponsored_by{};
};

struct GenuineEntry;
class CoSigning;

enum class SubmitStatus : std::uint8_t { submitted, duplicate, failed };

std::string_view to_text(SubmitStatus status);

/// The result for one entry. `signature` is nullopt and `failure` is set with `failed`, and only then. `includes` is
/// empty without a genuine ticket.
struct SubmitResult {
    SubmitStatus status = SubmitStatus::failed;
    std::optional<solana::Signature> signature;
    std::vector<Selection> includes;
    std::optional<SubmitFailure> failure;
    bool simulated = false;
    std::optional<Progress> progress;  ///< what has come of it, where the client waited for that
};

/// Takes signed transactions back, checks that each is the one that was built, lets a sponsor sign it, records and
/// sends it. One object per worker thread; what it is given must outlive it. Fails as a whole only when a store does
/// not record (`overloaded`, `rate_limited`) or an item is paused (`overloaded`); then nothing was sent.
/// `max_priority_fee` is the most that a wallet may raise price × limit to.
class Submitter {
  public:
    Submitter(solana::Rpc& rpc, SubmissionChanges& changes, base::StoreRunner& stores, const TicketKeys& tickets,
              const Pauses& pauses, const base::Clock& clock, CoSigning& co_signing, base::Lamports max_priority_fee)
        : rpc_(rpc),
          changes_(changes),
          stores_(stores),
          tickets_(tickets),
          pauses_(pauses),
          clock_(clock),
          co_signing_(co_signing),
          max_priority_fee_(max_priority_fee) {}

    /// Returns results in the order of the entries.
    base::Task<base::Result<std::vector<SubmitResult>>> submit(SubmitRequest request);

  private:
    base::Task<base::Result<std::vector<SubmitResult>>> co_sign_and_send(std::vector<GenuineEntry> entries,
                                                                         SponsoredBy by);
    base::Task<base::Result<std::vector<SubmitResult>>> record_and_send(std::vector<GenuineEntry> entries);
    /// Sends what is on record for the first time. An unknown outcome counts as submitted: the tracker goes on with it.
    base::Task<SubmitResult> send(GenuineEntry entry, Recorded recorded);
    /// Stores that the cluster refused the transaction; false when it has landed by another way, a tracker has begun to
    /// send it meanwhile, or the refusal could not be stored: then it stays on record as submitted and is followed.
    base::Task<bool> note_refusal(MessageDigest digest, solana::Signature signature, std::string verdict);
    base::Task<base::Result<std::vector<SubmitResult>>> simulate_all(std::vector<GenuineEntry> entries);
    base::Task<SubmitResult> simulate(GenuineEntry entry);

    solana::Rpc& rpc_;
    SubmissionChanges& changes_;
    base::StoreRunner& stores_;
    const TicketKeys& tickets_;
    const Pauses& pauses_;
    const base::Clock& clock_;
    CoSigning& co_signing_;
    base::Lamports max_priority_fee_;
};

}  // namespace burner::transactions
