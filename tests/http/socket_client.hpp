#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/client.hpp"

namespace burner::http::tests {

struct SentFrame {
    int opcode = 0;
    std::string payload;
};

/// The bytes of a client's frame, masked. `first` is FIN, the reserved bits and the opcode.
std::string masked_frame(int first, std::string_view payload);
std::string close_payload(int code, std::string_view reason = "");

/// A raw WebSocket client: it sends what it is told to, right or wrong.
class SocketClient {
  public:
    /// Does the handshake, whose answer must be a 101.
    SocketClient(std::uint16_t port, std::string_view path);

    Client& raw() { return client_; }
    const std::string& handshake() const { return handshake_; }
    void send(int first, std::string_view payload) { client_.send(masked_frame(first, payload)); }

    /// The next frame, which must not be fragmented or masked; nothing once the server has closed.
    std::optional<SentFrame> next();
    /// Skips frames up to a close frame, answers it, and gives its code: 1005 without one in the frame, 1006 without
    /// a frame.
    int closed_with();

  private:
    Client client_;
    std::string handshake_;
};

}  // namespace burner::http::tests
