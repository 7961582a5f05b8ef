#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "access/caller.hpp"
#include "base/clock.hpp"
#include "http/request.hpp"
#include "limits/rate_limit.hpp"
#include "solana/pubkey.hpp"

namespace burner::api {

struct Services;
struct StreamRequest;

/// One admitted request, as an endpoint sees it. It lives until the endpoint's task has ended.
struct Call {
    Services& services;
    const http::Request& request;
    std::optional<std::chrono::seconds>& retry_after;  ///< of a refusal, set by the endpoint
    std::optional<limits::RateAnswer>& rate;           ///< what the headers say of the limit
    const access::Caller* caller = nullptr;            ///< never null behind a route that asks for credentials
    solana::Pubkey wallet;                             ///< of `:address`
    std::string_view id;                               ///< of `:sessionId` or `:signature`
    std::string_view request_id{};                     ///< as in `X-Request-Id`
    StreamRequest* stream = nullptr;                   ///< never null behind a stream route
    std::optional<base::UnixTime> useful_until{};      ///< of the answer; nullopt: as long as answers are kept
};

}  // namespace burner::api
