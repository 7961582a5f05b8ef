#pragma once

#include <mutex>
#include <vector>

#include "transactions/submissions/submission_feed.hpp"
#include "transactions/submissions/submission_listener.hpp"

namespace burner::transactions {

/// The one way in which a submission begins and changes: the listeners are told of a change, then the log stores it,
/// then the feed tells who follows it. One object per process, called on storage threads; what it is given outlives it.
class SubmissionChanges {
  public:
    SubmissionChanges(SubmissionLog& log, SubmissionFeed& feed, std::vector<SubmissionListener*> listeners)
        : log_(log), feed_(feed), listeners_(std::move(listeners)) {}

    /// Records as SubmissionLog::record does. The listeners are not told: nothing has changed yet.
    base::Result<std::vector<Recorded>> record(std::vector<Submission> submissions);
    /// Applies `next` if it is true news (`may_become`); else false, and nobody is told. Where a listener or the log
    /// fails, the submission stays as it was.
    base::Result<bool> apply(MessageDigest digest, const Progress& next);

  private:
    SubmissionLog& log_;
    SubmissionFeed& feed_;
    const std::vector<SubmissionListener*> listeners_;
    std::mutex mutex_;  ///< what the listeners were told is what is stored
};

}  // namespace burner::transactions
