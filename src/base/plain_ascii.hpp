#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace burner::base {

namespace detail {

constexpr std::uint64_t in_every_byte(std::uint8_t byte) {
    return std::uint64_t{0x0101010101010101} * byte;
}

/// Sets a top bit where a byte is below 0x20, above 0x7e or unwanted; a borrow may set others above the first such.
template <char... Unwanted>
constexpr std::uint64_t odd_bytes(std::uint64_t word) {
    const std::uint64_t out_of_range = word | (word - in_every_byte(0x20)) | (word + in_every_byte(1));
    const std::uint64_t equal = (((word ^ in_every_byte(Unwanted)) - in_every_byte(1)) | ...);
    return (out_of_range | equal) & in_every_byte(0x80);
}

template <char... Unwanted>
bool is_plain_word(const char* text) {
    std::uint64_t word;
    std::memcpy(&word, text, sizeof word);
    return odd_bytes<Unwanted...>(word) == 0;
}

}  // namespace detail

/// Returns whether `text` is printable ASCII without the characters named: eight at a time, as logs and answers ask it
/// of everything they write.
template <char... Unwanted>
bool is_plain_ascii(std::string_view text) {
    constexpr std::size_t step = sizeof(std::uint64_t);
    if (text.size() < step) {
        return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f && ((c != Unwanted) && ...); });
    }
    for (std::size_t at = 0; at + step <= text.size(); at += step) {
        if (!detail::is_plain_word<Unwanted...>(text.data() + at)) return false;
    }
    return detail::is_plain_word<Unwanted...>(text.data() + text.size() - step);  // overlaps the one before
}

}  // namespace burner::base
