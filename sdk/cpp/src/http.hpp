#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace burnandclaim {

struct HttpRequest {
    std::string_view method;
    std::string url;
    std::vector<std::string> headers;
    std::string_view body;  ///< sent with POST
    std::stop_token stop_token{};
};

struct HttpAnswer {
    int status = 0;
    std::string body;
    std::string retry_after;
    std::string request_id;

    bool is_success() const { return status >= 200 && status < 300; }
};

/// One libcurl handle and the connection it keeps. Follows no redirect, so that a credential goes
/// nowhere but to the server it was given for. One thread at a time.
class HttpConnection {
  public:
    HttpConnection();
    ~HttpConnection();

    /// Performs a request. Throws TransportError when no whole answer arrives within `timeout`, CancelledError within a
    /// second after the request's stop token asked for it.
    HttpAnswer perform(const HttpRequest& request, std::chrono::milliseconds timeout);

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

/// The parts of a URL that a connection needs.
struct UrlParts {
    bool is_tls = false;
    std::string host;  ///< without the brackets of IPv6
    std::string port;
    std::string authority;  ///< as the header `Host` has it
    std::string target;     ///< path and query
};
UrlParts split_url(const std::string& url);

/// Tells whether a host, without the brackets of IPv6, is this machine.
bool is_loopback(const std::string& host);

/// Returns the URL of the API below `text`, without a slash at the end. Throws std::invalid_argument unless it is http
/// or https and holds no user name, password, query or fragment.
std::string api_url(const std::string& text);

}  // namespace burnandclaim
