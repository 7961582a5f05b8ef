#include "credential.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace burnandclaim {
namespace {

/// Makes a header line. The error does not quote the value: it is a secret.
std::string header_line(std::string_view start, std::string_view name, std::string_view value) {
    const bool fits = !value.empty() && std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~'; });
    if (!fits) throw std::invalid_argument(std::string{name} + " must be printable ASCII without spaces");
    return std::string{start}.append(value);
}

std::string session_header(std::string_view token) {
    return header_line("Authorization: Bearer ", "session_token", token);
}

}  // namespace

Credential::Credential(const ClientOptions& options)
    : get_token_(options.get_session_token), is_session_(options.api_key.empty()) {
    const int given = int{!options.api_key.empty()} + int{!options.session_token.empty()} + int{is_renewable()};
    if (given != 1) throw std::invalid_argument("Give exactly one of api_key, session_token and get_session_token");
    if (!options.api_key.empty()) header_ = header_line("X-Api-Key: ", "api_key", options.api_key);
    if (!options.session_token.empty()) header_ = session_header(options.session_token);
}

const std::string& Credential::header() {
    if (header_.empty()) header_ = session_header(get_token_());
    return header_;
}

}  // namespace burnandclaim
