#include "reclaim/signature.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace burnandclaim {
namespace {

constexpr std::string_view base58_digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t signature_bytes = 64;

std::vector<std::uint8_t> from_base64(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    std::vector<std::uint8_t> bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto digit = base64_digits.find(c);
        if (digit == std::string_view::npos) return {};
        bits = (bits << 6) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::uint8_t>(bits >> count));
    }
    return bytes;
}

/// Divides the number by 58 again and again; the remainders are its digits, the last first.
std::string to_base58(std::vector<std::uint8_t> number) {
    const auto zeros = std::ranges::find_if(number, [](auto byte) { return byte != 0; }) - number.begin();
    std::string reversed;
    while (std::ranges::any_of(number, [](auto byte) { return byte != 0; })) {
        unsigned rest = 0;
        for (auto& byte : number) {
            const unsigned part = rest * 256 + byte;
            byte = static_cast<std::uint8_t>(part / 58);
            rest = part % 58;
        }
        reversed += base58_digits[rest];
    }
    return std::string(static_cast<std::size_t>(zeros), '1') + std::string{reversed.rbegin(), reversed.rend()};
}

/// Finds where the first signature begins: behind the count of them; in version 1 at the end, with the count second.
std::size_t first_signature(const std::vector<std::uint8_t>& bytes) {
    constexpr std::uint8_t version_1 = 0x81;
    if (bytes.front() != version_1) return 1;
    const std::size_t all = signature_bytes * std::max<std::size_t>(bytes[1], 1);
    return bytes.size() - std::min(all, bytes.size());
}

}  // namespace

std::optional<std::string> signature_of(std::string_view transaction_base64) {
    const auto bytes = from_base64(transaction_base64);
    if (bytes.size() <= signature_bytes) throw std::invalid_argument("sign must give a signed transaction in base64");
    const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(first_signature(bytes));
    const std::vector<std::uint8_t> signature{first, first + static_cast<std::ptrdiff_t>(signature_bytes)};
    const bool is_signed = std::ranges::any_of(signature, [](auto byte) { return byte != 0; });
    return is_signed ? std::optional{to_base58(signature)} : std::nullopt;
}

}  // namespace burnandclaim
