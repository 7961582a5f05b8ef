#include "http/server_listener.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "http/connection.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr int backlog = 4096;
constexpr std::chrono::milliseconds drain_step{10};

Acceptor bound(asio::io_context& context, const Tcp::endpoint& endpoint, bool shared) {
    Acceptor acceptor{context.get_executor()};
    acceptor.open(endpoint.protocol());
    acceptor.set_option(Acceptor::reuse_address{true});
    if (shared) acceptor.set_option(ReusePort{true});
    acceptor.bind(endpoint);
    return acceptor;
}

base::IpAddress ip_address_of(const Tcp::endpoint& endpoint) {
    const auto address = endpoint.address();
    if (address.is_v4()) return base::IpAddress::v4(address.to_v4().to_bytes());
    return {address.to_v6().to_bytes()};
}

}  // namespace

Server::Listener::Listener(asio::io_context& context, Handler& handler, const Listen& listen, const Limits& limits,
                           SharedState& shared)
    : context_(context),
      connections_(std::make_shared<OpenConnections>(handler, limits, shared, TrustedProxies{listen.trusted_proxies})),
      acceptor_(context.get_executor()),
      sweep_timer_(context.get_executor()),
      pause_timer_(context.get_executor()) {}

void Server::Listener::open(const Listen& listen) try {
    const Tcp::endpoint endpoint{asio::ip::make_address(listen.address), listen.port};
    // SO_REUSEPORT would silently share the port with a second process of this user; without it the bind fails.
    if (!listen.join) bound(context_, endpoint, false).close();
    acceptor_ = bound(context_, endpoint, true);
    acceptor_.listen(backlog);
    port_ = acceptor_.local_endpoint().port();
} catch (const boost::system::system_error& error) {
    throw std::runtime_error(
        fmt::format("cannot listen on {} port {}: {}", listen.address, listen.port, error.code().message()));
}

void Server::Listener::start() {
    asio::co_spawn(context_, [self = shared_from_this()] { return self->accept(); }, asio::detached);
    asio::co_spawn(context_, [self = shared_from_this()] { return self->sweep(); }, asio::detached);
}

void Server::Listener::stop() {
    error_code error;
    acceptor_.close(error);
    sweep_timer_.cancel();
    pause_timer_.cancel();
    connections_->stop();
}

base::Task<void> Server::Listener::accept() {
    while (acceptor_.is_open()) {
        Tcp::endpoint peer;
        auto [error, socket] = co_await acceptor_.async_accept(peer, awaiting);
        if (!error) {
            admit(std::move(socket), peer);
        } else if (error == asio::error::no_descriptors || error == asio::error::no_buffer_space ||
                   error == asio::error::no_memory) {
            base::log(base::LogLevel::error, "cannot accept connections", {{"error", error.message()}});
            pause_timer_.expires_after(connections_->limits().sweep);
            co_await pause_timer_.async_wait(awaiting);
        }
    }
}

base::Task<void> Server::Listener::sweep() {
    while (!connections_->stopped()) {
        connections_->sweep();
        sweep_timer_.expires_after(connections_->limits().sweep);
        co_await sweep_timer_.async_wait(awaiting);
    }
}

base::Task<void> Server::Listener::drain() {
    accept_waiting();
    error_code error;
    acceptor_.close(error);
    connections_->drain();
    Timer step{context_.get_executor()};
    const auto end = OpenConnections::Time::clock::now() + connections_->limits().drain;
    while (!connections_->empty() && OpenConnections::Time::clock::now() < end) {
        step.expires_after(drain_step);
        co_await step.async_wait(awaiting);
    }
    stop();
}

/// Accepts what waits: the kernel would reset connections that it completed and nobody accepted.
void Server::Listener::accept_waiting() {
    error_code error;
    acceptor_.non_blocking(true, error);
    while (!error) {
        Tcp::endpoint peer;
        auto socket = acceptor_.accept(peer, error);
        if (!error) admit(std::move(socket), peer);
    }
}

void Server::Listener::admit(Socket socket, const Tcp::endpoint& endpoint) try {
    error_code error;
    socket.non_blocking(true, error);
    socket.set_option(Tcp::no_delay{true}, error);
    const auto address = ip_address_of(endpoint);
    const Peer peer{address, connections_->proxies().contains(address)};
    switch (connections_->shared().connections.room_for(peer, connections_->limits().connections)) {
        using enum ConnectionCount::Room;
        case free: break;
        case full:
            if (connections_->close_longest_idle()) break;
            return turn_away(std::move(socket), peer, "Too many connections");
        case too_many_of_site: return turn_away(std::move(socket), peer, "Too many connections from this address");
    }
    auto connection = std::make_unique<Connection>(connections_, std::move(socket), peer);
    asio::co_spawn(context_, [connection = std::move(connection)] { return connection->run(); }, asio::detached);
} catch (const std::exception& error) {
    base::log(base::LogLevel::error, "cannot serve a connection", {{"error", error.what()}});
}

/// Answers a client over the cap with 503 rather than a place in a queue that slow sockets hold up: it (or the balancer
/// in front) can turn elsewhere at once. Takes one write, no coroutine and no wait.
void Server::Listener::turn_away(Socket socket, const Peer& peer, std::string_view reason) {
    const Response response = connections_->handler().refuse(503, reason, to_text(peer.address));
    std::string answer;
    const Delivery delivery{false, false, false, connections_->date()};
    append_head(answer, response, delivery);
    answer += sent_content(response, delivery);
    error_code error;
    socket.write_some(asio::buffer(answer), error);
    socket.shutdown(Socket::shutdown_send, error);
    std::array<char, 4096> unread;  // closing with unread bytes would reset the connection
    socket.read_some(asio::buffer(unread), error);
}

}  // namespace burner::http
