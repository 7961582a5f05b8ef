#pragma once

#include <string>
#include <string_view>

namespace burnandclaim {

/// Takes API keys and session tokens out of a text that may end in a log.
std::string redact(std::string_view text);

}  // namespace burnandclaim
