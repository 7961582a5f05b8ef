#include "api/endpoints/report_transactions.hpp"

#include <algorithm>

#include "api/bearer_of.hpp"
#include "api/services.hpp"
#include "api/wire/request_body.hpp"
#include "transactions/submissions/submission_json.hpp"
#include "transactions/submit/submit.hpp"

namespace burner::api {

using base::Result;
using transactions::ReportRequest;
using transactions::ReportResult;
using transactions::ReportStatus;

namespace {

constexpr std::chrono::seconds max_look_up{30};
/// By then other requests of the session have found what they look for, or have given up.
constexpr std::chrono::seconds look_ups_wait{5};

transactions::SentEntry read_sent(RequestBody& entry) {
    const auto signature =
        entry.required("signature", solana::signature_from_base58, "must be the signature of a transaction in base58");
    return {signature, std::string{entry.text("submissionTicket")}};
}

/// Takes a place for each signature; nullopt where the session has not so many left.
std::optional<std::vector<limits::Slots::Slot>> take_slots(const Call& call, std::size_t count) {
    const std::string& owner = call.caller->session ? call.caller->session->id : call.caller->key_id();
    std::vector<limits::Slots::Slot> taken;
    while (taken.size() < count) {
        auto slot = call.services.limits.look_ups.take(owner);
        if (!slot) return std::nullopt;
        taken.push_back(std::move(slot));
    }
    return taken;
}

std::string_view word_of(const ReportResult& result) {
    switch (result.status) {
        case ReportStatus::pending: return "pending";
        case ReportStatus::expired: return "expired";
        case ReportStatus::refused: return "failed";
        case ReportStatus::recorded: return status_word(*result.progress);
    }
    return {};
}

void write_reported(base::JsonWriter& json, const ReportResult& result) {
    json.begin_object();
    json.member("signature", solana::to_base58(result.signature));
    json.member("status", word_of(result));
    if (result.progress) write_slot(json, *result.progress);
    write_includes(json, result.includes);
    if (result.is_duplicate) json.member("duplicate", true);
    if (result.is_simulated) json.member("simulated", true);
    if (result.progress) write_error(json, *result.progress);
    if (result.failure) write_failure(json, *result.failure);
    json.end_object();
}

}  // namespace

Result<ReportRequest> ReportTransactions::parse(const Call& call) {
    RequestBody body{call.request.body, {"sent"}};
    ReportRequest request{.bearer = bearer_of(call), .entries = {}, .deadline = {}, .is_awaited = {}};
    request.entries = body.list("sent", transactions::max_entries, {"signature", "submissionTicket"}, read_sent);
    return body.result(std::move(request));
}

base::Task<Result<ReportTransactions::Output>> ReportTransactions::run(const Call& call, ReportRequest request) {
    const auto slots = take_slots(call, request.entries.size());
    if (!slots) {
        call.retry_after = look_ups_wait;
        co_return base::fail(base::ErrorCode::rate_limited, "Too many reports of this session wait for the chain");
    }
    const Services& services = call.services;
    auto cluster = co_await services.rpc.get_cluster();
    if (!cluster) co_return std::unexpected(std::move(cluster.error()));
    request.bearer.cluster = std::move(*cluster);
    const std::chrono::milliseconds wait =
        std::min<std::chrono::milliseconds>(max_look_up, services.transactions.max_wait);
    request.deadline = std::chrono::steady_clock::now() + wait;
    request.is_awaited = [client = call.request.client] { return client == nullptr || client->is_connected(); };
    auto results = co_await services.transactions.reporter.report(std::move(request));
    services.assets.lists.forget(call.wallet);
    if (!results) {
        if (results.error() == transactions::too_many_unfinished()) call.retry_after = transactions::unfinished_wait;
        co_return std::unexpected(results.error());
    }
    for (const ReportResult& result : *results) services.metrics.count_report(word_of(result));
    co_return results;
}

std::optional<base::UnixTime> ReportTransactions::useful_until(const Output& results) {
    const bool is_any_pending =
        std::ranges::any_of(results, [](const ReportResult& result) { return result.status == ReportStatus::pending; });
    return is_any_pending ? std::optional{base::UnixTime{}} : std::nullopt;
}

http::Response ReportTransactions::render(const Output& results) {
    http::Response response;
    base::JsonWriter json{response.body};
    json.begin_object();
    json.array("results", results, write_reported);
    json.end_object();
    return response;
}

}  // namespace burner::api
