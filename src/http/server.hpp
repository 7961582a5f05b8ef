#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "base/ip_address.hpp"
#include "base/task.hpp"
#include "http/handler.hpp"
#include "http/limits.hpp"
#include "http/shared_state.hpp"

namespace burner::http {

struct Listen {
    std::string address = "127.0.0.1";               ///< IPv4 or IPv6
    std::uint16_t port = 0;                          ///< 0: the system chooses, see Server::port
    std::vector<base::IpNetwork> trusted_proxies{};  ///< see TrustedProxies
    bool join = false;  ///< another Server of this process listens there already (SO_REUSEPORT)
};

/// An HTTP/1.1 server on one address for one worker thread: every worker has its own, and the kernel spreads the
/// connections. It listens from construction on (throws std::runtime_error where it cannot) and answers while the
/// context runs. The context, the handler and `shared` outlive it; all members but the constructor are called on the
/// context's thread, or while it does not run.
class Server {
  public:
    Server(boost::asio::io_context& context, Handler& handler, const Listen& listen, const Limits& limits,
           SharedState& shared);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;

    /// Stops accepting, closes idle connections, lets requests in flight finish within `Limits::drain` and cuts what is
    /// left. Afterwards no work of the server keeps the context running.
    base::Task<void> drain();

  private:
    class Listener;
    std::shared_ptr<Listener> listener_;
};

}  // namespace burner::http
