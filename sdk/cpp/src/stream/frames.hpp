#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "stream/web_socket.hpp"
#include "transport.hpp"

namespace burnandclaim {

/// The text frames of one stream of the API, opened with the events, retries and errors of a request.
class Frames {
  public:
    /// Sends nothing before the first `next`. Without patience (milliseconds), a frame may take for ever.
    Frames(Transport& transport, Call call, std::optional<std::chrono::milliseconds> patience)
        : transport_(transport), call_(std::move(call)), patience_(patience) {}

    /// Waits for a frame; nullopt when the server closed with 1000. Throws what a call throws, and StreamClosedError.
    std::optional<std::string> next();
    void close() { socket_.reset(); }

    const Call& call() const { return call_; }
    Transport& transport() const { return transport_; }
    [[noreturn]] void refuse_end(const Closing& closing) const;

  private:
    /// Connects, and waits for the first frame: only that tells whether the server has refused.
    std::optional<std::string> open();
    void connect();
    std::optional<std::string> read();

    Transport& transport_;
    Call call_;
    std::optional<std::chrono::milliseconds> patience_;
    std::unique_ptr<WebSocket> socket_;
};

}  // namespace burnandclaim
