#include "base/timestamp.hpp"

#include <array>
#include <charconv>

#include <fmt/compile.h>

namespace burner::base {

namespace chrono = std::chrono;

std::string to_rfc3339(UnixTime time) {
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date{day};
    const chrono::hh_mm_ss clock{time - day};
    return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z"), static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

namespace {

std::optional<int> digits(std::string_view text, std::size_t offset, std::size_t length) {
    int value = 0;
    for (const char c : text.substr(offset, length)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool has_punctuation(std::string_view text) {
    const bool body = text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
    return body && text.back() == 'Z' && (text.size() == 20 || text[19] == '.');
}

}  // namespace

std::optional<UnixTime> from_rfc3339(std::string_view text) {
    if ((text.size() != 24 && text.size() != 20) || !has_punctuation(text)) return std::nullopt;
    constexpr std::array<std::pair<std::size_t, std::size_t>, 6> parts{
        {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}};
    std::array<int, 6> value{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = digits(text, parts[i].first, parts[i].second);
        if (!part) return std::nullopt;
        value[i] = *part;
    }
    const auto fraction = text.size() == 24 ? digits(text, 20, 3) : 0;
    const chrono::year_month_day date{chrono::year{value[0]}, chrono::month{static_cast<unsigned>(value[1])},
                                      chrono::day{static_cast<unsigned>(value[2])}};
    if (!fraction || !date.ok() || value[3] > 23 || value[4] > 59 || value[5] > 59) return std::nullopt;
    return chrono::sys_days{date} + chrono::hours{value[3]} + chrono::minutes{value[4]} + chrono::seconds{value[5]} +
           chrono::milliseconds{*fraction};
}

}  // namespace burner::base
