#include "transactions/submissions/submission_json.hpp"

#include "transactions/verdict.hpp"

namespace burner::transactions {

namespace {

SubmissionStatus shown(SubmissionStatus status) {
    return status == SubmissionStatus::rejected ? SubmissionStatus::failed : status;
}

/// A network that no longer demands a payer who can pay (SIMD-0290) shows what it did not execute as failed.
SubmitCode failure_code(const Progress& progress) {
    if (progress.status == SubmissionStatus::expired) return SubmitCode::blockhash_expired;
    return is_lack_of_funds(progress.error) ? SubmitCode::insufficient_funds : SubmitCode::simulation_failed;
}

}  // namespace

std::string_view status_word(const Progress& progress) {
    return to_text(shown(progress.status));
}

void write_slot(base::JsonWriter& json, const Progress& progress) {
    json.key("slot");
    progress.slot ? json.value(*progress.slot) : json.value(nullptr);
}

void write_error(base::JsonWriter& json, const Progress& progress) {
    const SubmissionStatus status = shown(progress.status);
    const bool expired = status == SubmissionStatus::expired;
    if (!expired && status != SubmissionStatus::failed) return;
    write_failure(json, {failure_code(progress),
                         progress.error.empty() ? "The transaction did not land in time" : progress.error});
}

void write_failure(base::JsonWriter& json, const SubmitFailure& failure) {
    json.key("error");
    json.begin_object();
    json.member("code", to_text(failure.code));
    json.member("message", failure.message);
    json.end_object();
}

void write_selection(base::JsonWriter& json, const Selection& selection) {
    json.member("type", assets::to_text(selection.type));
    json.member("address", solana::to_base58(selection.address));
    json.member("action", assets::to_text(selection.action));
}

void write_includes(base::JsonWriter& json, const std::vector<Selection>& includes) {
    json.array("includes", includes, [](base::JsonWriter& out, const Selection& selection) {
        out.begin_object();
        write_selection(out, selection);
        out.end_object();
    });
}

void write_submission(base::JsonWriter& json, const Submission& submission) {
    json.member("signature", solana::to_base58(submission.signature));
    json.member("status", status_word(submission.progress));
    write_slot(json, submission.progress);
    write_includes(json, submission.includes);
    json.member("netRebate", submission.rebate.net());
    write_error(json, submission.progress);
}

std::string submission_text(const Submission& submission) {
    std::string text;
    base::JsonWriter json{text};
    json.begin_object();
    write_submission(json, submission);
    json.end_object();
    return text;
}

}  // namespace burner::transactions
