#pragma once

#include "fakes/fake_clock.hpp"
#include "transactions/submissions/submission_changes.hpp"

namespace burner::fakes {

/// Changes one submission as the server does; nothing happens where the change is no true news.
inline base::Result<void> change(transactions::SubmissionLog& log, const transactions::MessageDigest& digest,
                                 transactions::Progress next) {
    nodes::Doorbell bell;
    transactions::SubmissionFeed feed{bell};
    const FakeClock clock;
    return transactions::SubmissionChanges{log, feed, clock, {}}.apply({{digest, std::move(next)}});
}

}  // namespace burner::fakes
