#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "http.hpp"

namespace burnandclaim {

/// How a WebSocket ended: the code of RFC 6455 section 7.4 (1006: it broke) and the reason.
struct Closing {
    int code = 0;
    std::string reason;
};

/// One WebSocket (RFC 6455) to read text from. Works on the thread that calls it and only within its
/// calls. The destructor says goodbye, and waits no longer than a moment for the answer.
class WebSocket {
  public:
    WebSocket() = default;
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;
    virtual ~WebSocket() = default;

    /// Waits for the next text, empty for a message that is not text, or for how the socket ended. Throws
    /// TransportError when it takes longer than `patience`, if given, and CancelledError.
    virtual std::variant<std::string, Closing> read(std::optional<std::chrono::milliseconds> patience) = 0;
};

struct WebSocketRequest {
    UrlParts url;
    std::string credential;  ///< a header line
    std::chrono::milliseconds timeout{};
    std::stop_token stop_token{};  ///< of the whole socket
};

/// Connects and shakes hands: a socket, or the answer of a server that declined. Throws TransportError
/// when neither comes within the time-out, and CancelledError.
std::variant<std::unique_ptr<WebSocket>, HttpAnswer> open_web_socket(const WebSocketRequest& request);

}  // namespace burnandclaim
