#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "solana/base58.hpp"

namespace burner::solana {

/// An account's address: 32 bytes, ordered as raw bytes.
struct Pubkey {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Pubkey&) const = default;
    base::ByteView view() const { return bytes; }
};

void append_base58(std::string& out, const Pubkey& key);
std::string to_base58(const Pubkey& key);
/// Decodes exactly 32 bytes, canonical; anything else is nullopt.
std::optional<Pubkey> pubkey_from_base58(std::string_view text);

/// Reads an address written in the source: a text that is no address does not compile.
consteval Pubkey pubkey(std::string_view text) {
    return {decode_base58<32>(text).value()};
}

/// Reads 32 bytes. The caller has checked that `offset + 32` is inside `bytes`.
inline Pubkey read_pubkey(base::ByteView bytes, std::size_t offset) {
    Pubkey key;
    std::memcpy(key.bytes.data(), bytes.data() + offset, key.bytes.size());
    return key;
}

}  // namespace burner::solana

template <>
struct std::hash<burner::solana::Pubkey> {
    /// Addresses are uniform (keys or SHA-256) unless ground by somebody; tables that take hostile
    /// keys are bounded by the wallet they belong to.
    std::size_t operator()(const burner::solana::Pubkey& key) const noexcept {
        std::size_t value;
        std::memcpy(&value, key.bytes.data() + 8, sizeof value);
        return value;
    }
};
