#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace burnandclaim {

/// How long a `Retry-After` header asks to wait (RFC 9110 section 10.2.3): seconds, or one of the
/// three forms of an HTTP date. A past date is zero; nothing readable is nullopt.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view header,
                                                      std::chrono::system_clock::time_point now);

}  // namespace burnandclaim
