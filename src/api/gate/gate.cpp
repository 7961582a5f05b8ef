#include "api/gate/gate.hpp"

#include <array>
#include <utility>

#include "api/gate/gate_exchange.hpp"
#include "api/gate/idempotent.hpp"
#include "api/gate/options.hpp"
#include "api/page.hpp"
#include "api/services.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "pages/page_answer.hpp"

namespace burner::api {

using base::ErrorCode;
using base::Result;
using base::Task;

namespace {

/// Returns the key, which every POST of a known caller may have. Not that of a publishable key: all who send it would
/// share what is kept, and a proof counts once as it is.
std::optional<std::string_view> idempotency_key(const Call& call, const Route& route) {
    if (call.caller == nullptr || route.method != http::Method::post) return std::nullopt;
    if (call.caller->is_publishable_key()) return std::nullopt;
    return call.request.header("Idempotency-Key");
}

bool answers_at_once(const Call& call, const Route& route) {
    return route.endpoint.answers_at_once(call) && !idempotency_key(call, route);
}

Task<Result<http::Response>> run(Call& call, const Route& route) {
    if (const auto key = idempotency_key(call, route)) co_return co_await run_once(call, route, *key);
    if (route.endpoint.answers_at_once(call)) co_return route.endpoint.at_once(call);
    co_return co_await route.endpoint.in_time(call);
}

Result<http::Response> failed(const std::string& id, const std::exception& bug) {
    base::log(base::LogLevel::error, "request failed", {{"id", id}, {"reason", bug.what()}});
    return base::fail(ErrorCode::internal);
}

}  // namespace

Gate::Gate(Services& services) : services_(services), id_prefix_(base::random_id().substr(0, 7)) {
    for (const auto& route : routes()) patterns_.push_back(full_pattern(route));
    patterns_.emplace_back("none");
}

Gate::Exchange::Exchange(Gate& gate, const http::Request& asked)
    : request(asked),
      match(match_route(asked.method, asked.path)),
      id(gate.next_request_id()),
      started(std::chrono::steady_clock::now()),
      call{.services = gate.services_,
           .request = asked,
           .retry_after = retry_after,
           .rate = rate,
           .id = match.id,
           .request_id = id} {}

/// Runs the steps that are left, in this order, up to one that has to wait: `exchange.wait` says for what. The first
/// refusal is the answer. All steps look at the head alone; the last one waits for the body.
Result<void> Gate::pass(Exchange& exchange) {
    static constexpr std::array steps{
        &Gate::find_route,        // 404, 405
        &Gate::read_handshake,    // of a stream: 400, 426
        &Gate::identify,          // who is calling: 400, 401, 403, 503, or 429 after many failures; may wait
        &Gate::check_possession,  // of the key that a session is bound to: 401, 429
        &Gate::check_rate,        // 429
        &Gate::check_quota,       // 429; may wait for the store
        &Gate::authorize,         // whether they may, by origin, wallet and scope: 400, 401, 403
        &Gate::take_stream_slot,  // 429
        &Gate::check_body,        // 415; 400, 408, 413, 429 or 503 for a body that is waited for
    };
    while (exchange.wait == nullptr && exchange.steps_begun < steps.size()) {
        const auto step = steps[exchange.steps_begun++];
        if (auto passed = (this->*step)(exchange); !passed) return passed;
    }
    return {};
}

http::PendingResponse Gate::handle(const http::Request& request) {
    auto exchange = std::make_unique<Exchange>(*this, request);
    try {
        if (auto options = answer_options(request, exchange->match)) return render(*exchange, *std::move(options));
        if (auto page = answer_with_page(*exchange)) return *std::move(page);
        auto passed = pass(*exchange);
        if (!passed) return render(*exchange, std::unexpected(std::move(passed.error())));
        const Route& route = *exchange->route();
        if (exchange->wait == nullptr && answers_at_once(exchange->call, route))
            return render(*exchange, route.endpoint.at_once(exchange->call));
    } catch (const std::exception& bug) {
        return render(*exchange, failed(exchange->id, bug));
    }
    return answer_later(std::move(exchange));
}

Task<http::Response> Gate::answer_later(std::unique_ptr<Exchange> exchange) {
    Result<http::Response> outcome{std::in_place};
    try {
        Result<void> passed;
        if (exchange->wait != nullptr) passed = co_await wait_and_pass(*exchange);
        if (passed) {
            outcome = co_await run(exchange->call, *exchange->route());
        } else {
            outcome = std::unexpected(std::move(passed.error()));
        }
    } catch (const std::exception& bug) {
        outcome = failed(exchange->id, bug);
    }
    co_return render(*exchange, std::move(outcome));
}

Task<Result<void>> Gate::wait_and_pass(Exchange& exchange) {
    Result<void> passed;
    while (passed && exchange.wait != nullptr) {
        const auto wait = std::exchange(exchange.wait, nullptr);
        passed = co_await (this->*wait)(exchange);
        if (passed) passed = pass(exchange);
    }
    co_return passed;
}

/// Answers with a file of the server's own page. The API comes first, so that its requests never look for one.
std::optional<http::Response> Gate::answer_with_page(const Exchange& exchange) {
    if (exchange.route() != nullptr || !exchange.match.allow.empty()) return std::nullopt;
    const auto* file = find_page(services_.page, exchange.request);
    if (file == nullptr) return std::nullopt;
    auto response = pages::page_answer(*file, exchange.request);
    response.owner = exchange.owner();
    response.headers.push_back({"X-Request-Id", exchange.id});
    count_and_log(exchange, response.status);
    return response;
}

Result<void> Gate::find_route(Exchange& exchange) {
    if (exchange.route() != nullptr) return {};
    if (exchange.match.allow.empty()) return base::fail(ErrorCode::not_found);
    return base::fail(ErrorCode::method_not_allowed);
}

/// Returns 7 random characters of this worker and a counter: unique, and short enough to need no allocation.
std::string Gate::next_request_id() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string id = id_prefix_ + "00000000";
    auto rest = ++last_id_;
    for (auto digit = id.rbegin(); rest != 0; ++digit, rest >>= 4) *digit = digits[rest & 15];
    return id;
}

}  // namespace burner::api
