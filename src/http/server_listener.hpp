#pragma once

#include <memory>

#include "base/task.hpp"
#include "http/open_connections.hpp"
#include "http/server.hpp"
#include "http/sockets.hpp"

namespace burner::http {

/// The server's coroutines, which accept and sweep, and what they need. They hold it, as the server does.
class Server::Listener : public std::enable_shared_from_this<Listener> {
  public:
    Listener(boost::asio::io_context& context, Handler& handler, const Listen& listen, const Limits& limits,
             SharedState& shared);

    void open(const Listen& listen);
    void start();
    void stop();
    base::Task<void> drain();
    std::uint16_t port() const { return port_; }

  private:
    base::Task<void> accept();
    base::Task<void> sweep();
    void accept_waiting();
    void admit(Socket socket, const Tcp::endpoint& endpoint);
    void turn_away(Socket socket, const Peer& peer, std::string_view reason);

    boost::asio::io_context& context_;
    std::shared_ptr<OpenConnections> connections_;
    Acceptor acceptor_;
    Timer sweep_timer_;
    Timer pause_timer_;
    std::uint16_t port_ = 0;
};

}  // namespace burner::http
