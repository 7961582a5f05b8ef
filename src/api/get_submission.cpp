#include "api/get_submission.hpp"

#include "api/json_body.hpp"
#include "api/selection_json.hpp"
#include "transactions/submit_failure.hpp"

namespace burner::api {

using base::Result;
using transactions::Submission;
using transactions::SubmissionStatus;

namespace {

/// A refusal before forwarding is a failure to the client.
SubmissionStatus shown(SubmissionStatus status) {
    return status == SubmissionStatus::rejected ? SubmissionStatus::failed : status;
}

void write_error(base::JsonWriter& json, const Submission& submission) {
    using transactions::SubmitCode;
    const bool expired = submission.progress.status == SubmissionStatus::expired;
    json.key("error");
    json.begin_object();
    json.member("code", transactions::to_word(expired ? SubmitCode::blockhash_expired : SubmitCode::simulation_failed));
    json.member("message",
                submission.progress.error.empty() ? "The transaction did not land in time" : submission.progress.error);
    json.end_object();
}

}  // namespace

Result<GetSubmission::Input> GetSubmission::parse(const Call& call) {
    const auto signature = solana::signature_from_base58(call.id);
    if (!signature) return invalid("signature must be the base58 text of 64 bytes");
    return Input{*signature};
}

base::Task<Result<Submission>> GetSubmission::run(const Call& call, Input input) {
    auto& log = call.services.submissions;
    auto found = co_await base::run_on(call.services.store, [&] { return log.find_by_signature(input.signature); });
    if (!found) co_return std::unexpected(std::move(found.error()));
    const bool is_theirs = *found && (*found)->project == call.caller->project().id && (*found)->wallet == call.wallet;
    if (!is_theirs) co_return base::fail(base::ErrorCode::not_found, "Submission not found");
    co_return std::move(**found);
}

http::Response GetSubmission::render(const Submission& submission) {
    const SubmissionStatus status = shown(submission.progress.status);
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.member("signature", solana::to_base58(submission.signature));
    json.member("status", transactions::to_word(status));
    json.key("slot");
    submission.progress.slot ? json.value(*submission.progress.slot) : json.value(nullptr);
    write_includes(json, submission.includes);
    json.member("netRebate", submission.rebate.net());
    if (status == SubmissionStatus::failed || status == SubmissionStatus::expired) write_error(json, submission);
    json.end_object();
    return response;
}

}  // namespace burner::api
