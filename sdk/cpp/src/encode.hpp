#pragma once

#include <string>
#include <string_view>

#include <burnandclaim/sessions.hpp>
#include <burnandclaim/transactions.hpp>

namespace burnandclaim {

/// The request bodies as JSON.
std::string encode(const CreateSessionRequest& request);
std::string encode(const RevokeSessionsRequest& request);
std::string encode(const BuildTransactionsRequest& request);
std::string encode(const SubmitTransactionsRequest& request);
std::string encode_token(std::string_view token);

/// One segment of a path, percent-encoded (RFC 3986). Throws std::invalid_argument for an empty one
/// and for dots, which would name another endpoint.
std::string encode_segment(std::string_view name, std::string_view value);

}  // namespace burnandclaim
