#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace burnandclaim {

/// Returns the first signature of a signed transaction, base58; nullopt where a sponsor has yet to make it. Throws
/// std::invalid_argument for what is not a signed transaction in base64.
std::optional<std::string> signature_of(std::string_view transaction_base64);

}  // namespace burnandclaim
