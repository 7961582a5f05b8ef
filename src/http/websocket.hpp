#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/task.hpp"

namespace burner::http {

/// Why a WebSocket ends: RFC 6455 section 7.4.1; 4000 to 4999 are the application's.
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

    /// One text message, one at a time. Ends when the system has taken it, which is the backpressure; false when
    /// nothing can be sent any more.
    virtual base::Task<bool> send(std::string text) = 0;

    /// Ends when a message would be taken: whoever asks before making one keeps nothing for a client that is behind.
    /// False when nothing can be sent any more.
    virtual base::Task<bool> room() = 0;

    /// A last message, unless empty, and the close frame; a message under way is finished before. Does not wait.
    virtual void end(std::string_view last, std::uint16_t code, std::string_view reason) = 0;
};

/// What a connection does once its answer, a 101, has turned it into a WebSocket. `run` is cancelled (its next
/// wait throws) when the client has gone; the socket outlives it.
struct Upgrade {
    std::function<base::Task<void>(WebSocket&)> run;
};

}  // namespace burner::http
