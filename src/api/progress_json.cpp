#include "api/progress_json.hpp"

#include "transactions/submit_failure.hpp"

namespace burner::api {

using transactions::Progress;
using transactions::SubmissionStatus;

namespace {

SubmissionStatus shown(SubmissionStatus status) {
    return status == SubmissionStatus::rejected ? SubmissionStatus::failed : status;
}

}  // namespace

std::string_view status_word(const Progress& progress) {
    return transactions::to_word(shown(progress.status));
}

void write_slot(base::JsonWriter& json, const Progress& progress) {
    json.key("slot");
    progress.slot ? json.value(*progress.slot) : json.value(nullptr);
}

void write_error(base::JsonWriter& json, const Progress& progress) {
    using transactions::SubmitCode;
    const SubmissionStatus status = shown(progress.status);
    const bool expired = status == SubmissionStatus::expired;
    if (!expired && status != SubmissionStatus::failed) return;
    json.key("error");
    json.begin_object();
    json.member("code", transactions::to_word(expired ? SubmitCode::blockhash_expired : SubmitCode::simulation_failed));
    json.member("message", progress.error.empty() ? "The transaction did not land in time" : progress.error);
    json.end_object();
}

}  // namespace burner::api
