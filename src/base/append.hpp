#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace burner::base {

namespace detail {

template <std::size_t Size>
constexpr std::size_t size_of(const char (&)[Size]) {
    return Size - 1;
}
constexpr std::size_t size_of(std::string_view text) {
    return text.size();
}

/// Copies a literal by the few instructions that its length takes.
template <std::size_t Size>
char* put(char* to, const char (&literal)[Size]) {
    std::memcpy(to, literal, Size - 1);
    return to + Size - 1;
}
/// Copies a text. memcpy must not get a null source even for zero bytes; char_traits::copy allows it.
inline char* put(char* to, std::string_view text) {
    return std::char_traits<char>::copy(to, text.data(), text.size()) + text.size();
}

}  // namespace detail

/// Appends literals and texts with one look at the room that is left, where `+=` looks once for each. All of it is
/// inlined, so that the texts stay in registers.
template <class... Parts>
[[gnu::always_inline, gnu::flatten]] inline void append(std::string& out, const Parts&... parts) {
    const std::size_t before = out.size();
    const std::size_t after = (before + ... + detail::size_of(parts));
    out.resize_and_overwrite(after, [&](char* text, std::size_t) __attribute__((always_inline)) {
        char* at = text + before;
        ((at = detail::put(at, parts)), ...);
        return after;
    });
}

}  // namespace burner::base
