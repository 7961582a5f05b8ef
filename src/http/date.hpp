#pragma once

#include <chrono>
#include <string>

namespace burner::http {

/// Writes a time as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
std::string to_imf_fixdate(std::chrono::sys_seconds time);

}  // namespace burner::http
