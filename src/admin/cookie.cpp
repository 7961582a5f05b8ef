#include "admin/cookie.hpp"

#include <algorithm>

namespace burner::admin {

namespace {

constexpr std::string_view cookie_start = "__Host-burner=";
constexpr std::string_view cookie_end = "; Path=/; Secure; HttpOnly; SameSite=Strict";

}  // namespace

std::optional<std::string_view> token_in_cookie(const http::Request& request) {
    std::optional<std::string_view> token;
    for (const auto& header : request.headers) {
        if (!http::same_ignoring_case(header.name, "Cookie")) continue;
        for (std::string_view rest = header.value; !rest.empty();) {
            while (rest.starts_with(' ')) rest.remove_prefix(1);
            const auto pair = rest.substr(0, rest.find(';'));
            rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            if (!pair.starts_with(cookie_start)) continue;
            if (token) return std::nullopt;
            token = pair.substr(cookie_start.size());
        }
    }
    return token;
}

std::string cookie_of(std::string_view token) {
    return std::string{cookie_start}.append(token).append(cookie_end);
}

std::string cleared_cookie() {
    return std::string{cookie_start}.append(cookie_end).append("; Max-Age=0");
}

}  // namespace burner::admin
