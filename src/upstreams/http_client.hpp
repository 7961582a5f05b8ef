#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/socket.h>

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
    address_refused,  ///< by the client's AddressRule: nothing was sent
};

struct HttpLimits {
    std::chrono::steady_clock::time_point deadline;
    std::chrono::milliseconds connect_timeout;
    std::size_t max_bytes;   ///< of the body, after decompression
    bool cuts_body = false;  ///< what is over `max_bytes` is cut off, and no fault
};

/// A rule that says whether a client may connect to an address. It is asked about the very address that is about to be
/// connected to, so a name that leads elsewhere the second time does not get around it.
using AddressRule = std::function<bool(const sockaddr& address)>;

/// An HTTP client for JSON services: libcurl on the io_context of one worker thread, with connections
/// kept alive and shared by all calls of that thread. Verifies TLS, follows no redirects, speaks http and
/// https only, keeps no cookies. Dropping a call at any point ends its transfer. Destroyed
/// before its io_context.
class HttpClient {
  public:
    /// Uses no proxies that the environment names if there is a rule: behind one, only it knows the address.
    explicit HttpClient(boost::asio::io_context& io, AddressRule may_connect = {});
    ~HttpClient();

    /// `body` is read in place: it must live until the call is over. `headers` are whole lines (`Name: value`).
    base::Task<base::Result<HttpAnswer, HttpFault>> post(std::string url, std::string_view body, HttpLimits limits,
                                                         std::vector<std::string> headers = {});
    base::Task<base::Result<HttpAnswer, HttpFault>> get(std::string url, HttpLimits limits,
                                                        std::vector<std::string> headers = {});

  private:
    struct State;
    class Transfer;
    std::shared_ptr<State> state_;  ///< outlives the client while transfers are under way
};

/// Returns the host of an http or https URL; nullopt for anything else.
std::optional<std::string> host_of(const std::string& url);

}  // namespace burner::upstreams
