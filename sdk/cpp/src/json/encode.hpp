#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <burnandclaim/sessions.hpp>
#include <burnandclaim/transactions.hpp>

namespace burnandclaim {

/// Writes a request body as JSON.
std::string encode(const CreateSessionRequest& request);
std::string encode(const ChallengeRequest& request);
std::string encode(const ProveSessionRequest& request);
std::string encode(const RevokeSessionsRequest& request);
std::string encode(const BuildTransactionsRequest& request);
std::string encode(const SubmitTransactionsRequest& request);
std::string encode(const RefreshTransactionsRequest& request);
std::string encode(const ReportTransactionsRequest& request);
std::string encode_token(std::string_view token);
/// Writes the body of a failure that did not come in one.
std::string encode_error(std::string_view code, std::string_view message);

/// Returns one segment of a path, percent-encoded (RFC 3986). Throws std::invalid_argument for an empty one and for
/// dots, which would name another endpoint.
std::string encode_segment(std::string_view name, std::string_view value);

/// Returns `?a=1&b=2` of the parameters that have a value, percent-encoded; commas stay, as they separate.
std::string encode_query(const std::vector<std::pair<std::string_view, std::optional<std::string>>>& parameters);

}  // namespace burnandclaim
