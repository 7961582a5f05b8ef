#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "access/caller.hpp"
#include "api/call.hpp"
#include "api/gate/gate.hpp"
#include "api/routes.hpp"
#include "api/stream_request.hpp"
#include "limits/rate_limit.hpp"

namespace burner::api {

/// A request that the gate is answering, with all that it knows of it. It never moves: the call refers to it.
struct Gate::Exchange {
    Exchange(Gate& gate, const http::Request& asked);

    const http::Request& request;
    Match match;
    std::string id;
    std::chrono::steady_clock::time_point started;
    std::optional<std::chrono::seconds> retry_after{};
    std::optional<limits::RateAnswer> rate{};
    Call call;
    std::optional<access::Caller> caller{};
    std::unique_ptr<StreamRequest> stream{};
    std::optional<int> refused_with{};  ///< the status, where HTTP itself refuses; otherwise the error's row says it

    std::size_t steps_begun = 0;
    Wait wait = nullptr;  ///< what the last step has to wait for

    const Route* route() const { return match.route; }
    /// Says whose memory the request takes: a hash of the API key, or of the address of a caller without one.
    std::size_t owner() const {
        return std::hash<std::string_view>{}(caller ? std::string_view{caller->key_id()} : request.from);
    }
};

}  // namespace burner::api
