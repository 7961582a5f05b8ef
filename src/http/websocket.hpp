#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/task.hpp"

namespace burner::http {

/// These codes say why a WebSocket ends (RFC 6455 section 7.4.1); 4000 to 4999 are the application's.
namespace close_code {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t none_given = 1005;  ///< never sent
inline constexpr std::uint16_t invalid_text = 1007;
inline constexpr std::uint16_t too_large = 1009;
inline constexpr std::uint16_t internal_error = 1011;
}  // namespace close_code

/// One end of an open WebSocket, on its worker's thread. What the client sends is checked and dropped.
class WebSocket {
  public:
    virtual ~WebSocket() = default;

    /// Sends one text message, one at a time. Waits until the system has taken it, which is the backpressure; false
    /// when no more can be sent.
    virtual base::Task<bool> send(std::string text) = 0;

    /// Waits until a message would be taken: whoever waits before making one keeps none for a client that is behind.
    /// False when no more can be sent.
    virtual base::Task<bool> room() = 0;

    /// Sends a last message, unless empty, and the close frame, behind a message under way. Does not wait.
    virtual void end(std::string_view last, std::uint16_t code, std::string_view reason) = 0;
};

/// The task of a connection once its answer, a 101, has turned it into a WebSocket. `run` is cancelled (its next
/// wait throws) when the client has gone; the socket outlives it.
struct Upgrade {
    std::function<base::Task<void>(WebSocket&)> run;
};

}  // namespace burner::http
