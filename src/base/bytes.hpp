#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace burner::base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

static_assert(std::endian::native == std::endian::little, "Solana's integers are read in place");

/// Reads a little-endian integer. The caller has checked that `offset + sizeof(T)` is inside `bytes`.
template <class T>
    requires std::is_integral_v<T>
T read_le(ByteView bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

template <class T>
    requires std::is_integral_v<T>
void append_le(Bytes& out, T value) {
    const auto* first = reinterpret_cast<const std::uint8_t*>(&value);
    out.insert(out.end(), first, first + sizeof(T));
}

inline void append(Bytes& out, ByteView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace burner::base
