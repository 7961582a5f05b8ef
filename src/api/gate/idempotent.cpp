#include "api/gate/idempotent.hpp"

#include "api/services.hpp"
#include "base/log.hpp"
#include "limits/idempotency.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

limits::StoredAnswer to_stored(const http::Response& response) {
    limits::StoredAnswer stored{.status = response.status, .headers = {}, .body = std::string{response.content()}};
    for (const auto& header : response.headers) stored.headers.emplace_back(header.name, header.value);
    return stored;
}

http::Response replayed(limits::StoredAnswer stored) {
    http::Response response{.status = stored.status, .body = std::move(stored.body)};
    for (auto& [name, value] : stored.headers) {
        if (name == "Cache-Control") response.headers.push_back({"Cache-Control", std::move(value)});
    }
    response.headers.push_back({"Idempotency-Replayed", "true"});
    return response;
}

}  // namespace

Task<Result<http::Response>> run_once(Call& call, const Route& route, std::string_view key) {
    if (auto usable = limits::Idempotency::check_key(key); !usable)
        co_return std::unexpected(std::move(usable.error()));
    auto& idempotency = call.services.limits.idempotency;
    auto& store = call.services.store;
    const std::string wallet = call.caller->session ? solana::to_base58(call.caller->session->wallet) : std::string{};
    const limits::IdempotentRequest use{call.caller->key_id(), wallet, call.request.path, key, call.request.body};
    auto begun = co_await base::run_on(store, [&] { return idempotency.begin(use); });
    if (!begun) co_return std::unexpected(std::move(begun.error()));
    if (auto* stored = std::get_if<limits::StoredAnswer>(&*begun)) co_return replayed(std::move(*stored));
    const auto claim = std::get<limits::IdempotencyClaim>(*begun);
    std::exception_ptr bug;
    Result<http::Response> response{std::in_place};
    try {
        if (route.endpoint.answers_at_once(call)) {
            response = route.endpoint.at_once(call);
        } else {
            response = co_await route.endpoint.in_time(call);
        }
    } catch (...) {
        bug = std::current_exception();
    }
    if (response && !bug) {
        const auto stored = to_stored(*response);
        const auto kept =
            co_await base::run_on(store, [&] { return idempotency.finish(claim, stored, call.useful_until); });
        if (!kept) base::log(base::LogLevel::warn, "answer not kept for its key", {{"reason", kept.error().message}});
        if (kept && !*kept)
            base::log(base::LogLevel::warn, "answer not kept for its key", {{"reason", "it came too late"}});
    } else {
        co_await base::run_on(store, [&] { return idempotency.abandon(claim); });
    }
    if (bug) std::rethrow_exception(bug);
    co_return response;
}

}  // namespace burner::api
