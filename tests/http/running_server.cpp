#include "http/running_server.hpp"

#include <stdexcept>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "base/condition.hpp"
#include "http/sockets.hpp"
#include "http/websocket_handshake.hpp"

namespace burner::http::tests {

namespace {

Response text(std::string body) {
    Response response;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
}

std::string described(const Request& request) {
    std::string text{request.method_name};
    for (const auto part : {request.path, request.query, request.body, request.from}) {
        text += '|';
        text += part;
    }
    text += request.has_body ? "|body" : "|none";
    text += '|' + std::to_string(request.headers.size());
    return text;
}

}  // namespace

base::Task<void> EchoHandler::serve(std::string_view kind, WebSocket& socket) {
    struct Running {
        std::atomic<int>& count;
        explicit Running(std::atomic<int>& of) : count(of) { ++count; }
        ~Running() { --count; }
    };
    const Running running{sockets};
    if (kind == "throw") throw std::runtime_error("meant to fail");
    if (kind == "greet") co_await socket.send("hello");
    if (kind == "last") socket.end("bye", 4401, "session_expired");
    if (kind == "hold") {
        base::Condition never{co_await boost::asio::this_coro::executor};
        for (;;) co_await never.wait();
    }
    const bool is_careful = kind == "careful";
    for (bool goes_on = is_careful || kind == "flood"; goes_on; ++flood_frames) {
        if (is_careful) goes_on = co_await socket.room();
        if (goes_on) goes_on = co_await socket.send(std::string(65536, 'x'));
    }
}

base::Task<Response> EchoHandler::answer(const Request& request) {
    const auto owner = std::hash<std::string_view>{}(request.query);
    if (request.path == "/head") co_return text("head");
    if (request.awaits_body) {
        const auto received = co_await request.client->receive_body(owner);
        if (!received) co_return refuse(received.error().status, received.error().reason, request.from);
    }
    constexpr std::string_view sockets_path = "/socket/";
    if (request.path.starts_with(sockets_path)) {
        const auto handshake = read_handshake(request);
        if (!handshake) {
            auto response = refuse(handshake.error().status, handshake.error().reason, request.from);
            add_upgrade_headers(response);
            co_return response;
        }
        const std::string kind{request.path.substr(sockets_path.size())};
        const std::string_view chosen = handshake->offers("chosen") ? "chosen" : "";
        co_return accept_handshake(*handshake, chosen,
                                   {[this, kind](WebSocket& socket) { return serve(kind, socket); }});
    }
    if (request.path == "/throw") throw std::runtime_error("meant to fail");
    if (request.path == "/wait") {
        ++waiting;
        Timer timer{(co_await boost::asio::this_coro::executor)};
        while (!released) {
            timer.expires_after(std::chrono::milliseconds{5});
            co_await timer.async_wait(awaiting);
        }
        --waiting;
    }
    if (request.path == "/patient") {
        ++waiting;
        Timer timer{(co_await boost::asio::this_coro::executor)};
        while (request.client->is_connected()) {
            timer.expires_after(std::chrono::milliseconds{5});
            co_await timer.async_wait(awaiting);
        }
        --waiting;
    }
    if (request.path == "/echo") co_return text(std::string{request.body});
    if (request.path == "/big") co_return text(std::string(8'000'000, 'x'));
    if (request.path == "/list") {
        ++lists;
        auto list = text(std::string(list_bytes, 'x'));
        list.owner = owner;
        co_return list;
    }
    auto response = text(described(request));
    if (request.path == "/shared") response.shared_body = std::make_shared<const std::string>("shared");
    if (request.path == "/close") response.close = true;
    if (request.path == "/empty") response.status = 204;
    if (request.path == "/inject") response.headers.push_back({"X-Value", "a\r\nSet-Cookie: b"});
    co_return response;
}

Response EchoHandler::refuse(int status, std::string_view reason, std::string_view /*from*/) {
    if (refusal_throws) throw std::runtime_error("meant to fail");
    auto response = text(std::string{reason});
    response.status = status;
    return response;
}

Limits quick_limits() {
    using std::chrono::milliseconds;
    Limits limits;
    limits.body_bytes = 100'000;
    limits.header_deadline = milliseconds{60};
    limits.idle = milliseconds{120};
    limits.drain = milliseconds{300};
    limits.sweep = milliseconds{10};
    limits.web_socket.ping = milliseconds{40};
    limits.web_socket.idle = milliseconds{150};
    limits.web_socket.write = milliseconds{150};
    limits.web_socket.close_wait = milliseconds{150};
    return limits;
}

RunningServer::RunningServer(const Limits& limits, const Listen& listen)
    : server_(std::make_unique<Server>(context_, handler_, listen, limits, shared_)),
      port_(server_->port()),
      thread_([this] {
          context_.run();
          ended_.set_value();
      }) {}

RunningServer::~RunningServer() {
    boost::asio::post(context_, [this] { server_.reset(); });
    handler_.released = true;
    thread_.join();
}

std::future<void> RunningServer::drain() {
    boost::asio::co_spawn(context_, [this] { return server_->drain(); }, boost::asio::detached);
    return ended_.get_future();
}

}  // namespace burner::http::tests
