#include "api/get_submission.hpp"

#include "api/json_body.hpp"
#include "transactions/submission_json.hpp"

namespace burner::api {

using base::Result;
using transactions::Submission;

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
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    write_submission(json, submission);
    json.end_object();
    return response;
}

}  // namespace burner::api
