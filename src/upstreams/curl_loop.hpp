#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <curl/curl.h>

#include "base/timer.hpp"

namespace burner::upstreams {

using SteadyClock = std::chrono::steady_clock;
using base::Executor;
using base::Timer;

/// What a coroutine waits on while libcurl works: the result, or the deadline. It lives in the coroutine's frame; a
/// handle in the loop points to it (CURLOPT_PRIVATE).
class Completion {
  public:
    Completion(boost::asio::io_context& io, SteadyClock::time_point deadline) : timer_(io, deadline) {}

    void finish(CURLcode result);
    /// Waits for the result; nullopt when the deadline came first.
    base::Task<std::optional<CURLcode>> wait();

  private:
    Timer timer_;
    std::optional<CURLcode> result_;
};

/// libcurl's multi handle driven by one io_context, on its thread. The sockets sit in an epoll set of our
/// own, whose descriptor is all that Asio sees: libcurl may close and reuse a socket at any time without
/// an object per socket to keep in step. Nothing is pending while no transfer is under way.
class CurlLoop : public std::enable_shared_from_this<CurlLoop> {
  public:
    explicit CurlLoop(boost::asio::io_context& io);
    ~CurlLoop();
    CurlLoop(const CurlLoop&) = delete;
    CurlLoop& operator=(const CurlLoop&) = delete;

    boost::asio::io_context& io() { return io_; }
    /// Starts a transfer. `easy`'s CURLOPT_PRIVATE is a Completion, which must live until `remove`.
    void add(CURL* easy);
    void remove(CURL* easy);

  private:
    static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* unused);
    static int on_timeout(CURLM* multi, long milliseconds, void* self);

    void watch_sockets();
    void serve_sockets();
    void act(curl_socket_t socket, int events);
    void report_finished();

    boost::asio::io_context& io_;
    boost::asio::posix::basic_stream_descriptor<Executor> epoll_;
    Timer timer_;
    CURLM* multi_;
    std::size_t active_ = 0;
    bool watching_ = false;
};

}  // namespace burner::upstreams
