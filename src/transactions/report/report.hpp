#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/submit/bearer.hpp"
#include "transactions/submit_failure.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// A transaction that the wallet has signed and sent by itself.
struct SentEntry {
    solana::Signature signature;
    std::string submission_ticket;
};

struct ReportRequest {
    Bearer bearer;  ///< in test mode all is checked, and nothing is recorded
    std::vector<SentEntry> entries;
    std::chrono::steady_clock::time_point deadline;  ///< until when what is not seen is looked for
    std::function<bool()> is_awaited;                ///< asked before each look: false ends the request
};

/// Pending: the cluster does not show it yet, and nothing is stored. Expired: it did not show it while the ticket was
/// good. Refused: it is not what the ticket was issued for, or was not executed. Recorded: see its progress.
enum class ReportStatus : std::uint8_t { pending, expired, refused, recorded };

/// The result for one entry. `failure` is set with `refused` and `expired`, `progress` with `recorded`, and only then.
struct ReportResult {
    ReportStatus status = ReportStatus::pending;
    solana::Signature signature;      ///< as reported; of a duplicate, the one on record
    std::vector<Selection> includes;  ///< empty without a genuine ticket
    std::optional<SubmitFailure> failure;
    std::optional<Progress> progress;
    bool is_duplicate = false;  ///< it was submitted or reported before
    bool is_simulated = false;  ///< test mode
};

struct OpenReport;

/// Records what wallets have sent by themselves, once the chain shows it: the ticket's instructions with its payer,
/// landed since the ticket was made. From then on it is a submission like others: it is followed, counted and told. One
/// object per worker thread; what it is given must outlive it. Fails as a whole only when the log does not record
/// (`overloaded`, `rate_limited`); a repeated report goes on from there.
class Reporter {
  public:
    /// The time between two looks for what the cluster does not show.
    static constexpr std::chrono::milliseconds look_interval{400};

    Reporter(solana::Rpc& rpc, SubmissionLog& log, SubmissionChanges& changes, base::StoreRunner& stores,
             const TicketKeys& tickets, const base::Clock& clock)
        : rpc_(rpc), log_(log), changes_(changes), stores_(stores), tickets_(tickets), clock_(clock) {}

    /// Returns results in the order of the entries.
    base::Task<base::Result<std::vector<ReportResult>>> report(ReportRequest request);

  private:
    /// Looks once for what is open, and settles what the cluster shows. False where the cluster could not be asked.
    base::Task<base::Result<bool>> look(std::vector<OpenReport>& open, std::vector<ReportResult>& results,
                                        bool test_mode);
    base::Task<base::Result<void>> settle(const OpenReport& entry, const solana::SignatureStatus& status,
                                          const solana::LandedTransaction& landed, bool test_mode,
                                          ReportResult& result);
    base::Task<base::Result<void>> record(Submission submission, Progress progress, ReportResult& result);

    solana::Rpc& rpc_;
    SubmissionLog& log_;
    SubmissionChanges& changes_;
    base::StoreRunner& stores_;
    const TicketKeys& tickets_;
    const base::Clock& clock_;
};

}  // namespace burner::transactions
