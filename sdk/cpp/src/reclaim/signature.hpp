#pragma once

#include <string>
#include <string_view>

namespace burnandclaim {

/// Returns the first signature of a signed transaction, base58: after its count, the first 64 bytes. Throws
/// std::invalid_argument for what is not a signed transaction in base64.
std::string signature_of(std::string_view transaction_base64);

}  // namespace burnandclaim
