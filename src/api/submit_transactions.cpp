#include "api/submit_transactions.hpp"

#include "api/json_body.hpp"
#include "api/selection_json.hpp"

namespace burner::api {

using base::Result;
using transactions::SubmitRequest;
using transactions::SubmitResult;
using transactions::SubmitStatus;

Result<SubmitRequest> SubmitTransactions::parse(const Call& call) {
    const auto body = JsonObject::parse(call.request.body, {"signed"});
    if (!body) return std::unexpected(body.error());
    const auto entries = body->objects("signed", transactions::max_entries, {"transactionBase64", "submissionTicket"});
    if (!entries) return std::unexpected(entries.error());
    SubmitRequest request{.wallet = call.wallet,
                          .project = call.caller->project().id,
                          .test_mode = call.caller->mode() == access::Mode::test};
    for (const auto& entry : *entries) {
        const auto transaction = entry.text("transactionBase64");
        if (!transaction) return std::unexpected(transaction.error());
        const auto ticket = entry.text("submissionTicket");
        if (!ticket) return std::unexpected(ticket.error());
        request.entries.push_back({std::string{*transaction}, std::string{*ticket}});
    }
    return request;
}

base::Task<Result<SubmitTransactions::Output>> SubmitTransactions::run(const Call& call, SubmitRequest request) {
    auto cluster = co_await call.services.rpc.get_cluster();
    if (!cluster) co_return std::unexpected(std::move(cluster.error()));
    request.cluster = std::move(*cluster);
    auto results = co_await call.services.submitter.submit(std::move(request));
    call.services.wallet_answers.forget(call.wallet, call.services.clock.steady());
    if (!results) co_return std::unexpected(results.error());
    for (const auto& result : *results) call.services.metrics.count_submission(transactions::to_word(result.status));
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
    json.member("status", transactions::to_word(result.status));
    write_includes(json, result.includes);
    if (result.simulated) json.member("simulated", true);
    if (result.failure) {
        json.key("error");
        json.begin_object();
        json.member("code", transactions::to_word(result.failure->code));
        json.member("message", result.failure->message);
        json.end_object();
    }
    json.end_object();
}

}  // namespace

http::Response SubmitTransactions::render(const Output& results) {
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.key("results");
    json.begin_array();
    for (const auto& result : results) write_result(json, result);
    json.end_array();
    json.end_object();
    return response;
}

}  // namespace burner::api
