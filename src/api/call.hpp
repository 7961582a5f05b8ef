#pragma once

#include <string_view>

#include "access/caller.hpp"
#include "api/services.hpp"
#include "http/request.hpp"
#include "solana/pubkey.hpp"

namespace burner::api {

struct StreamRequest;

/// One admitted request, as an endpoint sees it. Lives until the endpoint's task has ended.
struct Call {
    Services& services;
    const http::Request& request;
    const access::Caller* caller = nullptr;  ///< never null behind a route that asks for credentials
    solana::Pubkey wallet;                   ///< of `:address`
    std::string_view id;                     ///< of `:sessionId` or `:signature`
    std::string_view request_id{};           ///< as in `X-Request-Id`
    StreamRequest* stream = nullptr;         ///< never null behind a stream route
};

}  // namespace burner::api
