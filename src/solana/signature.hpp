#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace burner::solana {

/// An Ed25519 signature; the first one of a transaction is its id.
struct Signature {
    std::array<std::uint8_t, 64> bytes{};

    auto operator<=>(const Signature&) const = default;
};

std::string to_base58(const Signature& signature);
std::optional<Signature> signature_from_base58(std::string_view text);

}  // namespace burner::solana
