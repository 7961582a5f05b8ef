#include "storage/memory/submission_log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace burner::storage {

using transactions::Recorded;
using transactions::Submission;
using transactions::SubmissionStatus;

std::vector<Submission>::iterator MemorySubmissionLog::locate(const transactions::MessageDigest& digest) {
    return std::ranges::find(submissions_, digest, &Submission::digest);
}

base::Result<std::vector<Recorded>> MemorySubmissionLog::record(std::vector<Submission> submissions) {
    const std::lock_guard lock(mutex_);
    std::vector<Recorded> recorded;
    for (Submission& submission : submissions) {
        const auto known = locate(submission.digest);
        if (known == submissions_.end()) {
            recorded.push_back({true, submission.signature});
            submissions_.push_back(std::move(submission));
        } else if (known->progress.status == SubmissionStatus::rejected) {
            recorded.push_back({true, submission.signature});
            *known = std::move(submission);
        } else {
            recorded.push_back({false, known->signature});
        }
    }
    return recorded;
}

base::Result<std::optional<Submission>> MemorySubmissionLog::find(transactions::MessageDigest digest) {
    const std::lock_guard lock(mutex_);
    const auto known = locate(digest);
    if (known == submissions_.end()) return std::nullopt;
    return *known;
}

base::Result<std::optional<Submission>> MemorySubmissionLog::find_by_signature(solana::Signature signature) {
    const std::lock_guard lock(mutex_);
    const auto known = std::ranges::find(submissions_, signature, &Submission::signature);
    if (known == submissions_.end()) return std::nullopt;
    return *known;
}

base::Result<void> MemorySubmissionLog::update(transactions::MessageDigest digest, transactions::Progress progress) {
    const std::lock_guard lock(mutex_);
    const auto known = locate(digest);
    if (known != submissions_.end() && may_become(known->progress.status, progress.status)) {
        known->progress = std::move(progress);
    }
    return {};
}

base::Result<std::vector<Submission>> MemorySubmissionLog::unfinished() {
    const std::lock_guard lock(mutex_);
    std::vector<Submission> open;
    std::ranges::copy_if(submissions_, std::back_inserter(open), [](const Submission& submission) {
        return transactions::is_unfinished(submission.progress.status);
    });
    return open;
}

}  // namespace burner::storage
