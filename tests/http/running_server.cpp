#include "http/running_server.hpp"

#include <stdexcept>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/sockets.hpp"

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
    for (const auto part : {request.path, request.query, request.body, request.peer}) {
        text += '|';
        text += part;
    }
    text += request.has_body ? "|body" : "|none";
    text += '|' + std::to_string(request.headers.size());
    return text;
}

}  // namespace

base::Task<Response> EchoHandler::handle(const Request& request) {
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
        while (request.asker->is_waiting()) {
            timer.expires_after(std::chrono::milliseconds{5});
            co_await timer.async_wait(awaiting);
        }
        --waiting;
    }
    if (request.path == "/echo") co_return text(std::string{request.body});
    if (request.path == "/big") co_return text(std::string(8'000'000, 'x'));
    auto response = text(described(request));
    if (request.path == "/shared") response.shared_body = std::make_shared<const std::string>("shared");
    if (request.path == "/close") response.close = true;
    if (request.path == "/empty") response.status = 204;
    if (request.path == "/inject") response.headers.push_back({"X-Value", "a\r\nSet-Cookie: b"});
    co_return response;
}

Response EchoHandler::refuse(int status, std::string_view reason) {
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
    return limits;
}

RunningServer::RunningServer(const Limits& limits)
    : server_(std::make_unique<Server>(context_, handler_, Listen{}, limits, connections_)),
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
