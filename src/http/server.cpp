#include "http/server.hpp"

#include "http/server_listener.hpp"

namespace burner::http {

Server::Server(boost::asio::io_context& context, Handler& handler, const Listen& listen, const Limits& limits,
               SharedState& shared)
    : listener_(std::make_shared<Listener>(context, handler, listen, limits, shared)) {
    listener_->open(listen);
    listener_->start();
}

Server::~Server() {
    listener_->stop();
}

std::uint16_t Server::port() const {
    return listener_->port();
}

base::Task<void> Server::drain() {
    const auto listener = listener_;
    co_await listener->drain();
}

}  // namespace burner::http
