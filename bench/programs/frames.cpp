// What the project's own WebSocket layer costs by itself: a server that sends ready-made frames to whoever connects,
// each one awaited as the server awaits it, then closes.
//   bench_frames FILE      one frame a line
#include <csignal>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "http/server.hpp"
#include "http/websocket_handshake.hpp"

namespace {

using namespace burner;
using Frames = std::shared_ptr<const std::vector<std::string>>;

base::Task<void> send_all(Frames frames, http::WebSocket& socket) {
    for (const std::string& frame : *frames) {
        const bool has_reader = co_await socket.send(frame);
        if (!has_reader) co_return;
    }
    socket.end({}, http::close_code::normal, {});
}

class ReadyMade final : public http::Handler {
  public:
    explicit ReadyMade(Frames frames) : frames_(std::move(frames)) {}

    http::PendingResponse handle(const http::Request& request) override {
        const auto handshake = http::read_handshake(request);
        if (!handshake) return http::Response{.status = handshake.error().status};
        return http::accept_handshake(
            *handshake, {}, {[frames = frames_](http::WebSocket& socket) { return send_all(frames, socket); }});
    }
    http::Response refuse(int status, std::string_view, std::string_view) override { return {.status = status}; }

  private:
    const Frames frames_;
};

Frames read_lines(const char* file) {
    auto lines = std::make_shared<std::vector<std::string>>();
    std::ifstream in{file};
    for (std::string line; std::getline(in, line);) lines->push_back(std::move(line));
    return lines;
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) {
        fmt::print(stderr, "usage: bench_frames FILE\n");
        return 2;
    }
    boost::asio::io_context context{1};
    ReadyMade handler{read_lines(words[1])};
    http::SharedState shared;
    const http::Server server{context, handler, {}, {}, shared};
    boost::asio::signal_set stop{context, SIGTERM, SIGINT};
    stop.async_wait([&](auto, int) { context.stop(); });
    fmt::print("{{\"ready\":true,\"url\":\"http://127.0.0.1:{}\"}}\n", server.port());
    std::fflush(stdout);
    context.run();
    return 0;
}
