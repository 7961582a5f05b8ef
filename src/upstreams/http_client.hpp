#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"

namespace burner::upstreams {

struct HttpAnswer {
    int status = 0;
    std::string body;                                 ///< decompressed
    std::optional<std::chrono::seconds> retry_after;  ///< as asked for by the upstream, unbounded
};

enum class HttpFault {
    unreachable,  ///< nothing was sent: name, connection or TLS failed
    broken,       ///< the connection failed after that
    timed_out,
    too_large,
};

struct HttpLimits {
    std::chrono::steady_clock::time_point deadline;
    std::chrono::milliseconds connect_timeout;
    std::size_t max_bytes;  ///< of the body, after decompression
};

/// An HTTP client for JSON services: libcurl on the io_context of one worker thread, with connections
/// kept alive and shared by all calls of that thread. Verifies TLS, follows no redirects, speaks http and
/// https only, keeps no cookies. Dropping a call at any point ends its transfer. Destroyed
/// before its io_context.
class HttpClient {
  public:
    explicit HttpClient(boost::asio::io_context& io);
    ~HttpClient();

    /// `body` is read in place: it must live until the call is over.
    base::Task<base::Result<HttpAnswer, HttpFault>> post(std::string url, std::string_view body, HttpLimits limits);

  private:
    struct State;
    class Transfer;
    std::shared_ptr<State> state_;  ///< outlives the client while transfers are under way
};

/// The host of an http or https URL; nullopt for anything else.
std::optional<std::string> host_of(const std::string& url);

}  // namespace burner::upstreams
