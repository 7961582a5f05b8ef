#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "transactions/submissions/submission_feed.hpp"

namespace burner::transactions {

/// Makes the event of a change that is about to be stored; nullopt where other servers are not told of it. The same
/// change always has the same id.
using EventOf = std::function<std::optional<Event>(const Submission&, const Progress& next, base::UnixTime now)>;

/// The one way in which a submission begins and changes. Whether a change is true news is judged in the transaction
/// that stores it, so what is told is what is stored, however many processes follow one submission. Any number of
/// objects over one log, called on storage threads; what it is given outlives it.
class SubmissionChanges {
  public:
    /// `event_of` may be empty: then no server is told.
    SubmissionChanges(SubmissionLog& log, SubmissionFeed& feed, const base::Clock& clock, EventOf event_of)
        : log_(log), feed_(feed), clock_(clock), event_of_(std::move(event_of)) {}

    /// Records as SubmissionLog::record does. No server is told: nothing has changed yet.
    base::Result<std::vector<Recorded>> record(std::vector<Submission> submissions);
    base::Result<std::optional<Submission>> find(const MessageDigest& digest) { return log_.find(digest); }
    /// Applies each that is true news (`may_become`), at most `SubmissionLog::max_changed`: all of them or, where the
    /// log fails, none.
    base::Result<void> apply(std::map<MessageDigest, Progress> news);
    /// Stores that the cluster refused a submission which its submitter alone has sent, once, and which has not been
    /// seen on the chain. Else false: it stays as it is and is followed.
    base::Result<bool> refuse(MessageDigest digest, std::string verdict);

  private:
    using Judge = std::function<std::optional<Progress>(const Submission&)>;
    base::Result<std::size_t> change(std::set<MessageDigest> digests, const Judge& judge);

    SubmissionLog& log_;
    SubmissionFeed& feed_;
    const base::Clock& clock_;
    const EventOf event_of_;
};

}  // namespace burner::transactions
