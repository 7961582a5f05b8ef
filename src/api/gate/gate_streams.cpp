// How the gate treats routes that are streams: the handshake, its token, refusals that a browser can read.
#include "api/gate/gate_exchange.hpp"
#include "api/services.hpp"
#include "api/stream_end.hpp"

namespace burner::api {

using base::ErrorCode;
using base::Result;

/// Refuses a request that is no handshake, before it asks for credentials.
Result<void> Gate::read_handshake(Exchange& exchange) {
    if (!exchange.route()->endpoint.is_stream) return {};
    auto handshake = http::read_handshake(exchange.request);
    if (!handshake) {
        exchange.refused_with = handshake.error().status;
        return base::fail(ErrorCode::invalid_request, std::string{handshake.error().reason});
    }
    exchange.stream = std::make_unique<StreamRequest>(std::move(*handshake));
    return read_stream_token(*exchange.stream, exchange.request);
}

Result<void> Gate::take_stream_slot(Exchange& exchange) {
    if (!exchange.stream) return {};
    exchange.call.stream = exchange.stream.get();
    exchange.stream->slot = services_.limits.streams.take(exchange.caller->key_id());
    if (exchange.stream->slot) return {};
    exchange.retry_after = std::chrono::seconds{1};
    return base::fail(ErrorCode::rate_limited, "Too many open streams");
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
