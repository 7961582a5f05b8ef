// How the gate treats routes that are streams: the handshake, its token, refusals that a browser can read.
#include "api/errors.hpp"
#include "api/gate.hpp"
#include "api/services.hpp"
#include "api/stream.hpp"

namespace burner::api {

using base::ErrorCode;
using base::Result;

/// An answer where the request is no handshake: that needs no credentials to say.
std::optional<http::Response> Gate::begin_stream(Exchange& exchange) const {
    auto handshake = http::read_handshake(exchange.request);
    if (handshake) {
        exchange.stream = std::make_unique<StreamRequest>(std::move(*handshake));
        return std::nullopt;
    }
    const auto [status, reason] = handshake.error();
    const base::Error error{ErrorCode::invalid_request, std::string{reason}};
    http::Response response{.status = status, .body = error_body(error, exchange.id, status)};
    http::add_upgrade_headers(response);
    services_.metrics.count_refusal(row_of(error.code).word);
    return response;
}

Result<void> Gate::take_stream_slot(Exchange& exchange) {
    exchange.stream->slot = services_.limits.streams.take(exchange.caller->key_id());
    if (exchange.stream->slot) return {};
    exchange.retry_after = std::chrono::seconds{1};
    return std::unexpected(limits::too_many_streams());
}

void Gate::refuse_in_frame(const Exchange& exchange, const base::Error& error, http::Response& response) const {
    const auto& stream = *exchange.stream;
    auto refusal = http::accept_handshake(
        stream.handshake, stream.protocol(),
        {[error, id = exchange.id, wait = exchange.retry_after](http::WebSocket& socket) -> base::Task<void> {
            end_with(socket, error, id, wait);
            co_return;
        }});
    refusal.headers.push_back({"X-Request-Id", exchange.id});
    response = std::move(refusal);
}

}  // namespace burner::api
