#pragma once

#include <mutex>
#include <vector>

#include "transactions/submission_feed.hpp"
#include "transactions/submission_listener.hpp"

namespace burner::transactions {

/// The one way in which a submission changes after it was recorded: the listeners are told, then the log stores
/// it, then the feed tells who follows it. One object per process; what it is given outlives it.
class SubmissionChanges {
  public:
    SubmissionChanges(SubmissionLog& log, SubmissionFeed& feed, std::vector<SubmissionListener*> listeners)
        : log_(log), feed_(feed), listeners_(std::move(listeners)) {}

    /// Storage threads. Whether `next` was true news (`may_become`); else nobody is told. Where a listener or the
    /// log fails, the submission stays as it was.
    base::Result<bool> apply(MessageDigest digest, const Progress& next);

  private:
    SubmissionLog& log_;
    SubmissionFeed& feed_;
    const std::vector<SubmissionListener*> listeners_;
    std::mutex mutex_;  ///< what the listeners were told is what is stored
};

}  // namespace burner::transactions
