#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "http/websocket.hpp"

namespace burner::api {

/// Ends a stream that failed: a last frame `{"error": {statusCode, message, code, requestId, retryAfter?}}`, then
/// close 4000 + status (4401, 4429 …), or 1011 for a fault on the server's side.
void end_with(http::WebSocket& socket, const base::Error& error, std::string_view request_id,
              std::optional<std::chrono::seconds> retry_after = {});

}  // namespace burner::api
