#pragma once

#include <string_view>

#include "http.hpp"

namespace burnandclaim {

/// Throws the error that an unsuccessful answer means: its class, status, the server's message, no secrets.
[[noreturn]] void throw_failure(std::string_view method, std::string_view path, HttpAnswer answer);

}  // namespace burnandclaim
