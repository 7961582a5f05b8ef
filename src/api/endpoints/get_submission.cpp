#include "api/endpoints/get_submission.hpp"

#include "api/services.hpp"
#include "api/wire/first_mistake.hpp"
#include "transactions/submissions/submission_json.hpp"

namespace burner::api {

using base::Result;
using transactions::Submission;

Result<GetSubmission::Input> GetSubmission::parse(const Call& call) {
    const auto signature = solana::signature_from_base58(call.id);
    if (!signature) return invalid("signature must be the base58 text of 64 bytes");
    return Input{*signature};
}

base::Task<Result<Submission>> GetSubmission::run(const Call& call, Input input) {
    co_return co_await base::run_on(call.services.store, [&] {
        return find_of_wallet(call.services.transactions.submissions, call.caller->project().id, call.wallet,
                              input.signature);
    });
}

http::Response GetSubmission::render(const Submission& submission) {
    return {.body = submission_text(submission)};
}

}  // namespace burner::api
