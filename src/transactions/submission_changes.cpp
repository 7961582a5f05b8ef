#include "transactions/submission_changes.hpp"

namespace burner::transactions {

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
