#pragma once

#include <string_view>
#include <variant>

#include "base/task.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace burner::http {

/// An answer, or the task that brings it: most answers are ready at once and cost no coroutine.
using PendingResponse = std::variant<Response, base::Task<Response>>;

/// An interface that answers the requests of one worker thread, called on that thread only. It outlives the server.
class Handler {
  public:
    virtual ~Handler() = default;

    /// Answers a request, which lives until the answer is there. It is given as soon as its head has come: whoever
    /// wants a body that is still to come receives it. Where nobody did, the connection ends with the answer. An
    /// exception is logged and answered by `refuse(500, …)`.
    virtual PendingResponse handle(const Request& request) = 0;

    /// Returns the answer with which the server itself refuses the client at the IP address `from`: 400, 408, 413, 414,
    /// 417, 431, 500, 501, 503. An empty `reason` means the handler's own words for the status.
    virtual Response refuse(int status, std::string_view reason, std::string_view from) = 0;
};

}  // namespace burner::http
