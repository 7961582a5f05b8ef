#pragma once

#include "base/result.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::transactions {

/// A listener that is told of every change of a submission before it is stored, and again after a crash between the
/// two: it must be idempotent.
class SubmissionListener {
  public:
    virtual ~SubmissionListener() = default;

    /// Is called on storage threads. A failure leaves the submission as it was; the next pass tells it again.
    virtual base::Result<void> will_change(const Submission& submission, const Progress& next) = 0;
};

}  // namespace burner::transactions
