#pragma once

#include <string_view>

#include "base/task.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace burner::http {

/// What answers the requests of one worker thread; called on that thread only. Outlives the server.
class Handler {
  public:
    virtual ~Handler() = default;

    /// An exception that leaves the task is logged and answered by `refuse(500, …)`.
    virtual base::Task<Response> handle(const Request& request) = 0;

    /// How the server says no on its own account: 400, 408, 413, 414, 417, 431, 500, 503.
    virtual Response refuse(int status, std::string_view reason) = 0;
};

}  // namespace burner::http
