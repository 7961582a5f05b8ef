#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace burner::base {

/// Reads a text that is decimal digits and nothing else. Returns nullopt for any other text, and for a number that
/// `Number` cannot hold.
template <std::unsigned_integral Number>
std::optional<Number> number_from_text(std::string_view text) {
    Number value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

}  // namespace burner::base
