#include "transactions/submissions/submission_changes.hpp"

namespace burner::transactions {

base::Result<std::vector<Recorded>> SubmissionChanges::record(std::vector<Submission> submissions) {
    auto recorded = log_.record(submissions);
    for (std::size_t i = 0; recorded && i < recorded->size(); ++i) {
        const Submission& submission = submissions[i];
        if ((*recorded)[i].is_new) feed_.tell(submission.project, submission.wallet, submission.signature);
    }
    return recorded;
}

base::Result<bool> SubmissionChanges::apply(MessageDigest digest, const Progress& next) {
    const std::lock_guard lock(mutex_);
    const auto found = log_.find(digest);
    if (!found) return std::unexpected(found.error());
    if (!*found || !may_become((*found)->progress.status, next.status)) return false;
    const Submission& submission = **found;
    for (SubmissionListener* listener : listeners_) {
        if (auto told = listener->will_change(submission, next); !told) return std::unexpected(told.error());
    }
    if (auto stored = log_.update(digest, next); !stored) return std::unexpected(stored.error());
    feed_.tell(submission.project, submission.wallet, submission.signature);
    return true;
}

}  // namespace burner::transactions
