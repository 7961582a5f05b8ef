#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <thread>

#include <boost/asio/io_context.hpp>

#include "http/handler.hpp"
#include "http/server.hpp"

namespace burner::http::tests {

/// Answers by path: `/echo` the body, `/head` from the head alone, `/big` eight million bytes, `/list?OWNER` a third of
/// a million, `/shared` from a shared body, `/wait` once released, `/patient` when nobody waits any more, `/throw`
/// never, `/close` with close,
/// `/empty` 204, everything else with what it was asked. Below `/socket/` are WebSockets: `greet` says hello and ends,
/// `hold` waits until the client goes, `flood` sends without end, `throw` fails, `last` ends with a last message. A
/// body belongs to whom the query names.
class EchoHandler final : public Handler {
  public:
    PendingResponse handle(const Request& request) override { return answer(request); }
    Response refuse(int status, std::string_view reason, std::string_view from) override;

    std::atomic<int> waiting = 0;
    std::atomic<int> lists = 0;         ///< answered
    std::atomic<int> sockets = 0;       ///< tasks that run on one
    std::atomic<int> flood_frames = 0;  ///< sent by all
    std::atomic<bool> released = false;
    std::atomic<bool> refusal_throws = false;

  private:
    base::Task<Response> answer(const Request& request);
    base::Task<void> serve(std::string_view kind, WebSocket& socket);
};

inline constexpr std::size_t list_bytes = 330'000;

/// Limits with times that a test can wait for.
Limits quick_limits();

/// Waits up to five seconds for what another thread does.
template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return false;
}

/// A server on a thread of its own, on a free port of 127.0.0.1.
class RunningServer {
  public:
    explicit RunningServer(const Limits& limits = quick_limits(), const Listen& listen = {});
    ~RunningServer();

    std::uint16_t port() const { return port_; }
    std::size_t open() const { return shared_.connections.count(); }
    std::size_t unsent_bytes() const { return shared_.unsent.bytes(); }
    std::size_t body_bytes() const { return shared_.bodies.bytes(); }
    EchoHandler& handler() { return handler_; }
    std::future<void> drain();  ///< ready when the server's thread has nothing left to do

  private:
    EchoHandler handler_;
    SharedState shared_;
    boost::asio::io_context context_{1};
    std::unique_ptr<Server> server_;
    std::uint16_t port_;
    std::promise<void> ended_;
    std::thread thread_;
};

}  // namespace burner::http::tests
