// How the gate lets the body of a request in, once its head has passed.
#include "api/errors.hpp"
#include "api/gate/body_type.hpp"
#include "api/gate/gate_exchange.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::Result;
using base::Task;

namespace {

/// Credentials that were good when the head came hold for this long.
constexpr std::chrono::seconds credentials_hold{1};
constexpr std::chrono::seconds retry_wait{1};

}  // namespace

/// Waits for the body of a POST alone: another request's body has no meaning, so the connection may end without it.
Result<void> Gate::check_body(Exchange& exchange) {
    if (auto readable = check_body_type(exchange.request); !readable) return readable;
    if (exchange.request.awaits_body && exchange.request.method == http::Method::post)
        exchange.wait = &Gate::receive_body;
    return {};
}

/// Receives a body however long it takes, but refuses it if the credentials have ended meanwhile.
Task<Result<void>> Gate::receive_body(Exchange& exchange) {
    const auto asked_at = services_.clock.steady();
    const auto began = std::chrono::steady_clock::now();
    const auto received = co_await exchange.request.client->receive_body(exchange.owner());
    exchange.started += std::chrono::steady_clock::now() - began;  // the client's time is not ours
    if (!received) {
        const auto [status, reason] = received.error();
        exchange.refused_with = status;
        if (status == 429) exchange.retry_after = retry_wait;
        co_return base::fail(code_of(status), std::string{reason});
    }
    const bool is_known = exchange.caller.has_value();  // the page of this server has no credentials yet
    if (!is_known || services_.clock.steady() - asked_at <= credentials_hold) co_return Result<void>{};
    if (auto known = find_caller(exchange); !known) co_return known;
    co_return authorize(exchange);
}

}  // namespace burner::api
