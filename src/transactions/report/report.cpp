#include "transactions/report/report.hpp"

#include <algorithm>
#include <utility>

#include "base/concurrently.hpp"
#include "base/sleep.hpp"
#include "solana/transaction.hpp"
#include "transactions/report/report_check.hpp"
#include "transactions/submissions/progress_of.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

/// An entry with a good ticket whose transaction has not been seen.
struct OpenReport {
    std::size_t place = 0;
    solana::Signature signature;
    Ticket ticket;
};

namespace {

using Landed = base::Result<std::optional<solana::LandedTransaction>>;

/// An entry whose transaction the cluster shows.
struct Seen {
    OpenReport entry;
    solana::SignatureStatus status;
};

constexpr char too_late[] = "The transaction was not seen within 10 minutes of its first build";

void refuse(ReportResult& result, SubmitFailure failure) {
    result.status = ReportStatus::refused;
    result.failure = std::move(failure);
}

void expire(ReportResult& result) {
    result.status = ReportStatus::expired;
    result.failure = SubmitFailure{SubmitCode::ticket_expired, too_late};
}

bool is_over(const Ticket& ticket, base::UnixTime now) {
    return now >= ticket.first_built_at + promise_life;
}

Submission submission_of(const OpenReport& entry, MessageDigest digest, base::Bytes transaction, base::UnixTime now) {
    Submission submission;
    submission.digest = digest;
    submission.project = entry.ticket.project;
    submission.wallet = entry.ticket.wallet;
    submission.signature = entry.signature;
    submission.transaction = std::move(transaction);
    submission.last_valid_block_height = entry.ticket.last_valid_block_height;
    submission.rebate = entry.ticket.rebate;
    submission.includes = entry.ticket.includes;
    submission.recorded_at = now;
    return submission;
}

bool goes_on(const ReportRequest& request) {
    return std::chrono::steady_clock::now() < request.deadline && request.is_awaited();
}

/// Sorts out the entries whose tickets are no good.
std::vector<OpenReport> open_reports(const ReportRequest& request, const TicketKeys& tickets, base::UnixTime now,
                                     std::vector<ReportResult>& results) {
    std::vector<OpenReport> open;
    for (std::size_t place = 0; place < request.entries.size(); ++place) {
        const SentEntry& entry = request.entries[place];
        ReportResult& result = results[place];
        result.signature = entry.signature;
        auto ticket = tickets.open(entry.submission_ticket);
        if (!ticket) {
            refuse(result, {SubmitCode::ticket_invalid, "Invalid submission ticket"});
        } else if (auto failure = why_foreign(*ticket, request.bearer)) {
            refuse(result, std::move(*failure));
        } else if (ticket->is_sponsored()) {
            refuse(result,
                   {SubmitCode::ticket_invalid, "A sponsored transaction is submitted: the sponsor signs last"});
        } else {
            result.includes = ticket->includes;
            if (is_over(*ticket, now)) {
                expire(result);
            } else {
                open.push_back({place, entry.signature, std::move(*ticket)});
            }
        }
    }
    return open;
}

}  // namespace

base::Task<base::Result<std::vector<ReportResult>>> Reporter::report(ReportRequest request) {
    std::vector<ReportResult> results(request.entries.size());
    auto open = open_reports(request, tickets_, clock_.now(), results);
    bool was_answered = true;
    while (!open.empty()) {
        const auto looked = co_await look(open, results, request.bearer.test_mode);
        if (!looked) co_return std::unexpected(looked.error());
        was_answered = *looked;
        if (open.empty() || !goes_on(request)) break;
        co_await base::sleep_for(look_interval);
    }
    for (const OpenReport& entry : open) {
        if (is_over(entry.ticket, clock_.now())) {
            expire(results[entry.place]);
        } else if (!was_answered) {
            refuse(results[entry.place], {SubmitCode::rpc_unavailable, "The cluster could not be asked"});
        }
    }
    co_return results;
}

base::Task<base::Result<bool>> Reporter::look(std::vector<OpenReport>& open, std::vector<ReportResult>& results,
                                              bool test_mode) {
    std::vector<solana::Signature> signatures;
    for (const OpenReport& entry : open) signatures.push_back(entry.signature);
    const auto statuses = co_await rpc_.get_signature_statuses(std::move(signatures));
    if (!statuses) co_return false;
    std::vector<OpenReport> unseen;
    std::vector<Seen> seen;
    std::vector<base::Task<Landed>> reads;
    for (std::size_t i = 0; i < open.size(); ++i) {
        const auto status = i < statuses->size() ? (*statuses)[i] : std::nullopt;
        if (status && progress_of(*status)) {
            reads.push_back(rpc_.get_transaction(open[i].signature));
            seen.push_back({std::move(open[i]), *status});
        } else {
            unseen.push_back(std::move(open[i]));
        }
    }
    const auto landed = co_await base::concurrently(std::move(reads));
    for (std::size_t i = 0; i < seen.size(); ++i) {
        auto& [entry, status] = seen[i];
        if (!landed[i] || !*landed[i]) {  // asked of a node that lags
            unseen.push_back(std::move(entry));
            continue;
        }
        const auto settled = co_await settle(entry, status, **landed[i], test_mode, results[entry.place]);
        if (!settled) co_return std::unexpected(settled.error());
    }
    open = std::move(unseen);
    co_return true;
}

base::Task<base::Result<void>> Reporter::settle(const OpenReport& entry, const solana::SignatureStatus& status,
                                                const solana::LandedTransaction& landed, bool test_mode,
                                                ReportResult& result) {
    const auto transaction = solana::parse_transaction(landed.transaction);
    if (!transaction || transaction->signatures.front() != entry.signature) {
        refuse(result, {SubmitCode::transaction_invalid, "The transaction of this signature cannot be decoded"});
        co_return base::Result<void>{};
    }
    auto failure = why_not_reported(transaction->message, landed.slot, entry.ticket);
    if (!failure) failure = why_not_executed(status, landed);
    if (failure) {
        refuse(result, std::move(*failure));
        co_return base::Result<void>{};
    }
    auto progress = progress_of(status).value();
    if (test_mode) {
        result.status = ReportStatus::recorded;
        result.progress = std::move(progress);
        result.is_simulated = true;
        co_return base::Result<void>{};
    }
    const auto digest = digest_of(transaction->message, solana::decompile(transaction->message));
    auto submission = submission_of(entry, digest, landed.transaction, clock_.now());
    co_return co_await record(std::move(submission), std::move(progress), result);
}

base::Task<base::Result<void>> Reporter::record(Submission submission, Progress progress, ReportResult& result) {
    // The signature is of this message alone, so whoever has recorded the message has recorded the signature.
    const MessageDigest digest = submission.digest;
    const std::string project = submission.project;
    const auto stored = co_await base::run_on(
        stores_, [&, submission = std::move(submission)]() mutable -> base::Result<std::optional<Submission>> {
            const auto recorded = changes_.record({std::move(submission)});
            if (!recorded) return std::unexpected(recorded.error());
            result.is_duplicate = !recorded->front().is_new;
            if (recorded->front().signature == result.signature) {
                if (auto applied = changes_.apply({{digest, progress}}); !applied)
                    return std::unexpected(applied.error());
            }
            return log_.find(digest);
        });
    if (!stored) co_return std::unexpected(stored.error());
    if (!*stored || (*stored)->project != project) {
        result.is_duplicate = false;
        refuse(result, {SubmitCode::signature_invalid, "The signature is on record elsewhere"});
        co_return base::Result<void>{};
    }
    result.status = ReportStatus::recorded;
    result.signature = (*stored)->signature;
    result.progress = (*stored)->progress;
    co_return base::Result<void>{};
}

}  // namespace burner::transactions
