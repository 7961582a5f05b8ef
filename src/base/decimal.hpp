#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace burner::base {

/// A positive decimal number, `digits` × 10^`exponent`, as somebody wrote it: a price keeps no binary noise.
struct Decimal {
    std::uint64_t digits = 0;
    int exponent = 0;

    bool operator==(const Decimal&) const = default;
};

/// Reads a JSON number (RFC 8259 section 6) greater than zero, cut after 18 significant digits. nullopt for anything
/// else and for what is beyond 10^±30, which is no price of anything.
std::optional<Decimal> decimal_from_text(std::string_view text);

/// Returns what `amount` raw units of a token with `decimals` are worth at `price` per token, rounded half up: to cents
/// from one dollar on, to millionths below; no trailing zeros ("0.35", "12", "0.000001", "0"). nullopt above 10^15,
/// which no holding is worth and no client takes (docs/openapi.yaml).
std::optional<std::string> usd_value(std::uint64_t amount, std::uint8_t decimals, const Decimal& price);

/// Writes `amount` divided by 10^decimals, exact, without trailing zeros: "1.5", "0.000001", "12".
std::string to_decimal(std::uint64_t amount, std::uint8_t decimals);
/// Writes the same with all `decimals` places: "1.500000".
std::string to_whole_decimal(std::uint64_t amount, std::uint8_t decimals);

}  // namespace burner::base
