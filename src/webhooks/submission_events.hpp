#pragma once

#include <optional>

#include "base/clock.hpp"
#include "transactions/submissions/submission_listener.hpp"
#include "webhooks/delivery_log.hpp"

namespace burner::webhooks {

/// Makes the message of a change: `submission.confirmed`, `.failed` or `.expired`; nullopt for other changes. The same
/// change always has the same id. Confirmed is told once: finalized is told, as confirmed, only of what was never
/// seen as confirmed.
std::optional<Message> message_of(const transactions::Submission& submission, const transactions::Progress& next,
                                  base::UnixTime now);

/// The listener that queues the message of every change, before the change is stored: what a crash interrupts is
/// told again, and queued once. What it is given must outlive it.
class SubmissionEvents final : public transactions::SubmissionListener {
  public:
    SubmissionEvents(DeliveryLog& log, const base::Clock& clock) : log_(log), clock_(clock) {}

    base::Result<void> will_change(const transactions::Submission& submission,
                                   const transactions::Progress& next) override;

  private:
    DeliveryLog& log_;
    const base::Clock& clock_;
};

}  // namespace burner::webhooks
