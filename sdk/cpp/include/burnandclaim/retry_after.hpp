#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace burnandclaim {

/// Reads how long a `Retry-After` header asks to wait (RFC 9110 section 10.2.3): seconds, or one of the three forms of
/// an HTTP date. A past date is zero; nullopt if it cannot be read.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view header,
                                                      std::chrono::system_clock::time_point now);

}  // namespace burnandclaim
