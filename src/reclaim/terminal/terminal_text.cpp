#include "reclaim/terminal/terminal_text.hpp"

#include <fmt/format.h>

namespace burner::reclaim {
namespace {

/// Tells whether a character neither is a control nor moves, hides or reverses text: no name may look like another.
bool is_plain(char32_t c) {
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad) return false;
    if ((c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f)) return false;
    return c != 0x061c && c != 0x180e && c != 0xfeff && (c < 0xfff9 || c > 0xfffb) && (c < 0xe0000 || c > 0xe007f);
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) return {lead, 1, true};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
    auto value = static_cast<char32_t>(lead & (0xff >> (length + 1)));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0) != 0x80) return {};
        value = value << 6 | (next & 0x3f);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < smallest[length] || value > 0x10ffff || is_surrogate) return {};
    return {value, length, true};
}

std::string printable(std::string_view text, std::size_t longest) {
    std::string out;
    for (std::size_t count = 0; !text.empty(); ++count) {
        if (count == longest) return out += "…";
        const CodePoint point = first_code_point(text);
        if (point.is_valid && is_plain(point.value)) {
            out += text.substr(0, point.bytes);
        } else {
            out += '?';
        }
        text.remove_prefix(point.bytes);
    }
    return out;
}

std::string to_sol(std::uint64_t lamports) {
    constexpr std::uint64_t per_sol = 1'000'000'000;
    return fmt::format("{}.{:09}", lamports / per_sol, lamports % per_sol);
}

std::string counted(std::size_t count, std::string_view what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string to_dollars(double usd) {
    constexpr double cent = 0.01;
    constexpr double max_written = 1e15;
    if (usd > 0 && usd < cent) return "<$0.01";
    return usd < max_written ? fmt::format("~${:.2f}", usd) : std::string{">$10^15"};
}

}  // namespace burner::reclaim
