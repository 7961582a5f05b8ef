#pragma once

#include <chrono>
#include <map>

#include "base/clock.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// The times at which a submission that the chain does not show is sent again: `first_resend` after it was recorded,
/// then 1, 2 and 4 seconds later, and from there on every 8. So one that never lands costs the cluster ten calls in its
/// minute. Kept in memory: after a restart each is due at once, unless it was just recorded. One thread.
class ResendSchedule {
  public:
    /// What was recorded more recently is on its way: it is not sent again yet.
    static constexpr std::chrono::seconds first_resend{2};

    /// Tells whether the submission, recorded `age` ago, is due; then it counts as sent now. A negative age says that
    /// the clock was set back: it is due.
    bool take_due(const MessageDigest& digest, std::chrono::milliseconds age, base::SteadyTime now);
    /// Forgets the submissions that were not asked about since the last pass ended.
    void end_pass();

  private:
    struct Entry {
        base::SteadyTime due_at;
        std::chrono::seconds next_wait{1};
        bool was_asked = true;
    };

    std::map<MessageDigest, Entry> entries_;
};

}  // namespace burner::transactions
