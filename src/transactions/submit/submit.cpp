#include "transactions/submit/submit.hpp"

#include <algorithm>
#include <utility>

#include "base/concurrently.hpp"
#include "transactions/submit/co_sign.hpp"
#include "transactions/submit/submit_check.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

namespace {

Submission submission_of(const GenuineEntry& entry, base::UnixTime now) {
    Submission submission;
    submission.digest = entry.ticket.digest;
    submission.project = entry.ticket.project;
    submission.wallet = entry.ticket.wallet;
    submission.signature = entry.signature;
    submission.transaction = entry.transaction;
    submission.last_valid_block_height = entry.ticket.last_valid_block_height;
    submission.rebate = entry.ticket.rebate;
    submission.includes = entry.ticket.includes;
    submission.recorded_at = now;
    return submission;
}

SubmitResult settled(SubmitStatus status, const solana::Signature& signature, std::vector<Selection> includes) {
    SubmitResult result;
    result.status = status;
    result.signature = signature;
    result.includes = std::move(includes);
    return result;
}

}  // namespace

std::string_view to_text(SubmitStatus status) {
    constexpr std::string_view words[] = {"submitted", "duplicate", "failed"};
    return words[static_cast<std::size_t>(status)];
}

base::Task<base::Result<std::vector<SubmitResult>>> Submitter::submit(SubmitRequest request) {
    std::vector<SubmitResult> results(request.entries.size());
    std::vector<GenuineEntry> genuine;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < request.entries.size(); ++i) {
        auto checked = check_entry(request.entries[i], request, tickets_, max_priority_fee_, clock_.now());
        if (checked) {
            auto allowed = pauses_.check(checked->ticket.project, checked->ticket.includes);
            if (!allowed) co_return std::unexpected(std::move(allowed.error()));
            genuine.push_back(std::move(*checked));
            places.push_back(i);
        } else {
            results[i] = std::move(checked.error());
        }
    }
    auto settled_entries = request.bearer.test_mode
                               ? co_await simulate_all(std::move(genuine))
                               : co_await co_sign_and_send(std::move(genuine), std::move(request.sponsored_by));
    if (!settled_entries) co_return std::unexpected(std::move(settled_entries.error()));
    for (std::size_t i = 0; i < places.size(); ++i) results[places[i]] = std::move((*settled_entries)[i]);
    co_return results;
}

/// Lets sponsors sign first: what they refuse is answered and goes no further.
base::Task<base::Result<std::vector<SubmitResult>>> Submitter::co_sign_and_send(std::vector<GenuineEntry> entries,
                                                                                SponsoredBy by) {
    std::vector<SubmitResult> results(entries.size());
    std::vector<GenuineEntry> complete;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].ticket.is_sponsored()) {
            auto co_signed = co_await co_signing_.sign(std::move(entries[i]), by);
            if (!co_signed) co_return std::unexpected(std::move(co_signed.error()));
            if (!*co_signed) {
                results[i] = std::move(co_signed->error());
                continue;
            }
            entries[i] = std::move(**co_signed);
        }
        complete.push_back(std::move(entries[i]));
        places.push_back(i);
    }
    auto sent = co_await record_and_send(std::move(complete));
    if (!sent) co_return std::unexpected(std::move(sent.error()));
    for (std::size_t i = 0; i < places.size(); ++i) results[places[i]] = std::move((*sent)[i]);
    co_return results;
}

base::Task<base::Result<std::vector<SubmitResult>>> Submitter::record_and_send(std::vector<GenuineEntry> entries) {
    if (entries.empty()) co_return std::vector<SubmitResult>{};
    const base::UnixTime now = clock_.now();
    std::vector<Submission> submissions;
    for (const GenuineEntry& entry : entries) submissions.push_back(submission_of(entry, now));
    const auto recorded =
        co_await base::run_on(stores_, [&changes = changes_, submissions = std::move(submissions)]() mutable {
            return changes.record(std::move(submissions));
        });
    if (!recorded) co_return std::unexpected(recorded.error());

    std::vector<base::Task<SubmitResult>> tasks;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        tasks.push_back(send(std::move(entries[i]), (*recorded)[i]));
    }
    auto results = co_await base::concurrently(std::move(tasks));
    co_return results;
}

base::Task<SubmitResult> Submitter::send(GenuineEntry entry, Recorded recorded) {
    auto& includes = entry.ticket.includes;
    if (!recorded.is_new) co_return settled(SubmitStatus::duplicate, recorded.signature, std::move(includes));
    const auto sent = co_await rpc_.send(entry.transaction);
    if (!sent && sent.error().rejected) {
        const solana::TransactionError verdict = *sent.error().rejected;
        const bool refused = co_await note_refusal(entry.ticket.digest, entry.signature, describe(verdict));
        if (refused) co_return failed(failure_of(verdict), std::move(includes));
    }
    co_return settled(SubmitStatus::submitted, entry.signature, std::move(includes));
}

base::Task<bool> Submitter::note_refusal(MessageDigest digest, solana::Signature signature, std::string verdict) {
    if (verdict == "AlreadyProcessed") co_return false;
    const auto statuses = co_await rpc_.get_signature_statuses({signature});
    if (statuses && !statuses->empty() && statuses->front()) co_return false;
    const auto stored = co_await base::run_on(stores_, [&changes = changes_, digest, verdict = std::move(verdict)] {
        return changes.refuse(digest, verdict);
    });
    co_return stored.value_or(false);
}

base::Task<base::Result<std::vector<SubmitResult>>> Submitter::simulate_all(std::vector<GenuineEntry> entries) {
    std::vector<base::Task<SubmitResult>> tasks;
    for (GenuineEntry& entry : entries) tasks.push_back(simulate(std::move(entry)));
    auto results = co_await base::concurrently(std::move(tasks));
    co_return results;
}

base::Task<SubmitResult> Submitter::simulate(GenuineEntry entry) {
    const auto simulation = co_await rpc_.simulate(entry.transaction, {});
    auto& includes = entry.ticket.includes;
    SubmitResult result;
    if (!simulation) {
        result = failed({SubmitCode::rpc_unavailable, "The cluster could not be asked"}, std::move(includes));
    } else if (simulation->error) {
        result = failed(failure_of(*simulation->error), std::move(includes));
    } else {
        result = settled(SubmitStatus::submitted, entry.signature, std::move(includes));
    }
    result.simulated = true;
    co_return result;
}

}  // namespace burner::transactions
