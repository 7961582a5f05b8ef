#include "api/endpoints/submit_transactions.hpp"

#include "api/bearer_of.hpp"
#include "api/services.hpp"
#include "api/wire/request_body.hpp"
#include "transactions/submissions/await_outcome.hpp"
#include "transactions/submissions/submission_json.hpp"

namespace burner::api {

using base::Result;
using transactions::SignedEntry;
using transactions::SubmissionStatus;
using transactions::SubmitResult;
using transactions::SubmitStatus;

namespace {

std::optional<SubmissionStatus> goal_from_text(std::string_view text) {
    for (const auto goal : {SubmissionStatus::confirmed, SubmissionStatus::finalized}) {
        if (text == transactions::to_text(goal)) return goal;
    }
    return std::nullopt;
}

SignedEntry read_entry(RequestBody& entry) {
    return {std::string{entry.text("transactionBase64")}, std::string{entry.text("submissionTicket")}};
}

/// Adds to each result what became of it. Waits for duplicates too: who asks again after a lost answer wants to know.
base::Task<void> wait_for(const Call& call, SubmissionStatus goal, std::vector<SubmitResult>& results) {
    transactions::OutcomeWait wait{.project = call.caller->project().id, .wallet = call.wallet, .goal = goal};
    std::vector<SubmitResult*> waiting;
    for (SubmitResult& result : results) {
        if (!result.signature || result.simulated) continue;
        wait.signatures.push_back(*result.signature);
        waiting.push_back(&result);
    }
    if (waiting.empty()) co_return;
    const Services& services = call.services;
    wait.deadline = std::chrono::steady_clock::now() + services.transactions.max_wait;
    wait.is_awaited = [client = call.request.client] { return client == nullptr || client->is_connected(); };
    auto standing = co_await transactions::await_outcomes(services.transactions.submissions, services.store,
                                                          services.transactions.feed, std::move(wait));
    for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i]->progress = std::move(standing[i]);
}

}  // namespace

Result<SubmitTransactions::Input> SubmitTransactions::parse(const Call& call) {
    RequestBody body{call.request.body, {"signed", "waitFor"}};
    Input input{.request = {.bearer = bearer_of(call),
                            .entries = {},
                            .sponsored_by = {call.caller->key_id(), call.caller->project().sponsorship}},
                .wait_for = {}};
    input.request.entries =
        body.list("signed", transactions::max_entries, {"transactionBase64", "submissionTicket"}, read_entry);
    input.wait_for = body.optional("waitFor", goal_from_text, "must be one of confirmed, finalized");
    return body.result(std::move(input));
}

base::Task<Result<SubmitTransactions::Output>> SubmitTransactions::run(const Call& call, Input input) {
    auto cluster = co_await call.services.rpc.get_cluster();
    if (!cluster) co_return std::unexpected(std::move(cluster.error()));
    input.request.bearer.cluster = std::move(*cluster);
    auto results = co_await call.services.transactions.submitter.submit(std::move(input.request));
    call.services.assets.lists.forget(call.wallet);
    if (!results) {
        if (results.error() == transactions::too_many_unfinished()) call.retry_after = transactions::unfinished_wait;
        co_return std::unexpected(results.error());
    }
    for (const auto& result : *results) call.services.metrics.count_submission(transactions::to_text(result.status));
    if (input.wait_for) {
        co_await wait_for(call, *input.wait_for, *results);
        call.services.assets.lists.forget(call.wallet);
    }
    co_return results;
}

namespace {

void write_result(base::JsonWriter& json, const SubmitResult& result) {
    json.begin_object();
    json.key("signature");
    if (result.signature) {
        json.value(solana::to_base58(*result.signature));
    } else {
        json.value(nullptr);
    }
    json.member("status", result.progress ? status_word(*result.progress) : transactions::to_text(result.status));
    if (result.progress) write_slot(json, *result.progress);
    write_includes(json, result.includes);
    if (result.progress && result.status == SubmitStatus::duplicate) json.member("duplicate", true);
    if (result.simulated) json.member("simulated", true);
    if (result.progress) write_error(json, *result.progress);
    if (result.failure) write_failure(json, *result.failure);
    json.end_object();
}

}  // namespace

http::Response SubmitTransactions::render(const Output& results) {
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.array("results", results, write_result);
    json.end_object();
    return response;
}

}  // namespace burner::api
