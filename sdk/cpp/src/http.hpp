#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace burnandclaim {

struct HttpRequest {
    std::string_view method;
    std::string url;
    std::vector<std::string> headers;
    std::string_view body;  ///< sent with POST
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

    /// Throws TransportError when no whole answer arrives within `timeout`.
    HttpAnswer perform(const HttpRequest& request, std::chrono::milliseconds timeout);

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

/// The URL of the API below `text`, without a slash at the end. Throws std::invalid_argument unless
/// it is http or https and holds no user name, password, query or fragment.
std::string api_url(const std::string& text);

}  // namespace burnandclaim
