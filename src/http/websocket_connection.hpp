#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/cancellation_signal.hpp>

#include "base/condition.hpp"
#include "http/limits.hpp"
#include "http/sockets.hpp"
#include "http/websocket.hpp"
#include "http/websocket_frames.hpp"

namespace burner::http {

/// The WebSocket that a connection became: framing, pings, time-outs. Frames are written by hand, so that one
/// which fits the socket's buffer costs neither a copy nor a wait, and only the message that a client has not taken is
/// kept for it. The connection and the task that runs on it hold it.
class WebSocketConnection final : public WebSocket, public std::enable_shared_from_this<WebSocketConnection> {
  public:
    using Time = std::chrono::steady_clock::time_point;

    WebSocketConnection(Socket socket, const WebSocketLimits& limits, Time now);

    /// Runs the task; returns when the task and the connection have ended.
    base::Task<void> run(Upgrade upgrade);

    base::Task<bool> send(std::string text) override;
    base::Task<bool> room() override;
    void end(std::string_view last, std::uint16_t code, std::string_view reason) override;

    void sweep(Time now);
    void cut();

  private:
    base::Task<void> receive();
    bool take(std::string_view bytes);
    bool take_message(const Message& message);
    void fail(const Violation& violation);
    void task_ended(const std::exception_ptr& failure);
    base::Task<void> finish_writing();

    bool has_room();
    void flush();
    void take_up_pong();
    void wrote(const boost::system::error_code& error);
    void start_writing();

    Socket socket_;
    WebSocketLimits limits_;
    FrameReader reader_;
    base::Condition changed_;
    boost::asio::cancellation_signal cancel_;

    std::string control_;              // frames that wait for the one under way
    std::optional<std::string> pong_;  // what the last ping said, while its answer waits
    std::string leaving_;              // what the socket's buffer did not take of them
    std::size_t sent_at_once_ = 0;     // messages, without a wait between them
    bool writing_ = false;
    bool ended_ = false;  // the close frame is written, or waits to be
    bool deaf_ = false;   // after a violation
    bool task_done_ = false;

    Time now_;  // as of the last sweep
    Time heard_at_;
    Time pinged_at_;
    Time deadline_ = Time::max();
};

}  // namespace burner::http
