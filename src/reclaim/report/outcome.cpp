#include "reclaim/report/outcome.hpp"

#include <algorithm>

namespace burner::reclaim {
namespace {

using burnandclaim::Submission;

const burnandclaim::SubmitError failed_on_chain{"simulation_failed", "The transaction failed"};

/// Records that a transaction landed, which may have been called expired before.
void settle_landed(ReclaimOutcome& outcome, const DoneTransaction& signed_one, const std::string& status) {
    auto known = std::ranges::find(outcome.transactions, signed_one.signature, &DoneTransaction::signature);
    if (known == outcome.transactions.end()) known = outcome.transactions.insert(known, signed_one);
    known->status = status;
    std::erase_if(outcome.failures, [&](const ItemFailure& failure) {
        const auto& includes = known->built.includes;
        const auto item = std::ranges::find(includes, failure.item.address, &burnandclaim::Selection::address);
        return item != includes.end();
    });
}

void settle_failed(ReclaimOutcome& outcome, const DoneTransaction& signed_one, const Submission& submission) {
    std::erase_if(outcome.transactions, [&](const auto& sent) { return sent.signature == signed_one.signature; });
    const auto error = submission.error.value_or(failed_on_chain);
    for (const auto& item : signed_one.built.includes) outcome.failures.push_back({item, error.code, error.message});
}

}  // namespace

void settle(ReclaimOutcome& outcome, const DoneTransaction& signed_one, const Submission& submission) {
    namespace status = burnandclaim::submission_status;
    const bool has_landed = submission.status == status::confirmed || submission.status == status::finalized;
    const bool has_failed = submission.status == status::failed;
    if (has_landed || has_failed) outcome.signatures.erase(signed_one.signature);
    if (has_landed) settle_landed(outcome, signed_one, submission.status);
    if (has_failed) settle_failed(outcome, signed_one, submission);
}

}  // namespace burner::reclaim
