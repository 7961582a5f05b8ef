#include "webhooks/submission_event.hpp"

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/timestamp.hpp"
#include "transactions/submissions/submission_json.hpp"

namespace burner::webhooks {

using transactions::Event;
using transactions::Progress;
using transactions::Submission;
using transactions::SubmissionStatus;

namespace {

std::optional<std::string_view> type_of(SubmissionStatus from, SubmissionStatus to) {
    switch (to) {
        case SubmissionStatus::confirmed: return "submission.confirmed";
        case SubmissionStatus::finalized:
            if (from == SubmissionStatus::confirmed) return std::nullopt;
            return "submission.confirmed";
        case SubmissionStatus::failed: return "submission.failed";
        case SubmissionStatus::expired: return "submission.expired";
        case SubmissionStatus::submitted:
        case SubmissionStatus::rejected:  // the answer to the submit said so
            return std::nullopt;
    }
    return std::nullopt;
}

/// Makes an id of what was submitted and what became of it: 128 bits of their hash.
std::string id_of(std::string_view type, const Submission& submission) {
    base::Bytes text(submission.digest.begin(), submission.digest.end());
    base::append(text, base::as_bytes(type));
    return "msg_" + base::to_base64url(base::ByteView{base::sha256(text)}.first(16));
}

}  // namespace

std::optional<Event> event_of(const Submission& submission, const Progress& next, base::UnixTime now) {
    const auto type = type_of(submission.progress.status, next.status);
    if (!type) return std::nullopt;
    Submission changed = submission;
    changed.progress = next;
    Event event{id_of(*type, submission), std::string{*type}, {}};
    base::JsonWriter json{event.body};
    json.begin_object();
    json.member("type", *type);
    json.member("timestamp", base::to_rfc3339(now));
    json.key("data");
    json.begin_object();
    json.member("walletAddress", solana::to_base58(submission.wallet));
    transactions::write_submission(json, changed);
    json.end_object();
    json.end_object();
    return event;
}

}  // namespace burner::webhooks
