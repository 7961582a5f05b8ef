#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/websocket_handshake.hpp"
#include "limits/slots.hpp"

namespace burner::api {

/// A request to a stream route, before anybody knows who is calling. It has views into the request.
struct StreamRequest {
    http::Handshake handshake;
    /// The client speaks `burner.v1`. A browser's script cannot read a refused handshake, so such a client gets
    /// refusals as a frame.
    bool reads_refusals = false;
    std::optional<std::string_view> token{};  ///< of the subprotocol `burner.token.…`
    std::optional<std::string_view> dpop{};   ///< of `burner.dpop.…`: a proof of the key that the token is bound to
    limits::Slots::Slot slot{};               ///< once admitted

    explicit StreamRequest(http::Handshake asked);
    /// Returns the subprotocol to select, or empty.
    std::string_view protocol() const;
};

/// Finds the token and the proof that came as subprotocols; refuses two, a proof without a token, one beside an
/// Authorization header, and one in the URL, where logs of proxies and browsers' histories would keep it.
base::Result<void> read_stream_token(StreamRequest& stream, const http::Request& request);

}  // namespace burner::api
