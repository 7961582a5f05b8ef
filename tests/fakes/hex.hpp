#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace burner::fakes {

/// Reads two digits for each byte, in either case; throws std::invalid_argument at anything else.
inline base::Bytes from_hex(std::string_view hex) {
    if (hex.size() % 2 != 0) throw std::invalid_argument("half a byte of hex");
    base::Bytes bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
    return bytes;
}

inline std::string to_hex(base::ByteView bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const std::uint8_t byte : bytes) {
        hex += digits[byte >> 4];
        hex += digits[byte & 15];
    }
    return hex;
}

}  // namespace burner::fakes
