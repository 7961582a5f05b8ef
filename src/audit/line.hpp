#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "audit/event.hpp"

namespace burner::audit {

/// SHA-256 as 64 lower-case hexadecimal digits.
using HexHash = std::array<char, 64>;

inline std::string_view view(const HexHash& hash) {
    return {hash.data(), hash.size()};
}
HexHash hex_sha256(std::string_view bytes);

/// A place in the chain: the line of that number, and its hash. The default stands before the first line.
struct Link {
    std::uint64_t seq = 0;
    HexHash hash = [] {
        HexHash zeros;
        zeros.fill('0');
        return zeros;
    }();

    bool operator==(const Link&) const = default;
};

/// No line is longer: nine texts of `longest_text`, each byte escaped to six, and the rest.
inline constexpr std::size_t longest_line = 60'000;

/// Appends what a line tells of its event: the members between its number and the chain. They hold no line end.
void append_members(std::string& out, const Event& event);

/// Appends the line of these members after `link`, with its line end, and moves `link` to it. A line is one JSON
/// object whose last members are `prev`, the hash of the line before, and `hash`, the SHA-256 of the
/// object's bytes without that member.
void append_line(std::string& out, std::string_view members, Link& link);
void append_line(std::string& out, const Event& event, Link& link);

/// A line that agrees with its own hash. The texts are views into it.
struct LinkedLine {
    Link link;
    std::string_view prev;
};

/// `line` is without its line end. The error says what is wrong, byte by byte: only what `append_line`
/// wrote holds.
std::expected<LinkedLine, std::string> read_line(std::string_view line);

/// The same, and it must follow `before`.
std::expected<LinkedLine, std::string> read_line_after(std::string_view line, const Link& before);

}  // namespace burner::audit
