#include "base/timestamp.hpp"

#include <array>
#include <cstdint>

namespace burner::base {

namespace chrono = std::chrono;

namespace {

/// Writes `value` right-aligned into the `length` digits at `offset`; the caller knows that it fits.
void put_digits(std::string& text, std::size_t offset, std::size_t length, std::uint64_t value) {
    for (std::size_t i = offset + length; i-- > offset; value /= 10) text[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::string to_rfc3339(UnixTime time) {
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date{day};
    const chrono::hh_mm_ss clock{time - day};
    const auto count = [](auto duration) { return static_cast<std::uint64_t>(duration.count()); };
    std::string text = "0000-00-00T00:00:00.000Z";
    put_digits(text, 0, 4, static_cast<std::uint64_t>(static_cast<int>(date.year())));
    put_digits(text, 5, 2, static_cast<unsigned>(date.month()));
    put_digits(text, 8, 2, static_cast<unsigned>(date.day()));
    put_digits(text, 11, 2, count(clock.hours()));
    put_digits(text, 14, 2, count(clock.minutes()));
    put_digits(text, 17, 2, count(clock.seconds()));
    put_digits(text, 20, 3, count(clock.subseconds()));
    return text;
}

std::string_view TimeText::of(UnixTime time) {
    if (text_.empty() || time != time_) {
        time_ = time;
        text_ = to_rfc3339(time);
    }
    return text_;
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

/// Reads the milliseconds of `5`, `25` or `123456789` after the point; what is finer is cut off.
std::optional<int> milliseconds(std::string_view decimals) {
    constexpr std::size_t max_decimals = 9;  // nanoseconds
    if (decimals.empty() || decimals.size() > max_decimals || !digits(decimals, 0, decimals.size()))
        return std::nullopt;
    std::string three{decimals.substr(0, 3)};
    three.append(3 - three.size(), '0');
    return digits(three, 0, 3);
}

}  // namespace

std::optional<UnixTime> from_rfc3339(std::string_view text) {
    constexpr std::size_t to_seconds = 20;  // 2026-04-09T12:10:00Z
    if (text.size() < to_seconds || !has_punctuation(text)) return std::nullopt;
    constexpr std::array<std::pair<std::size_t, std::size_t>, 6> parts{
        {{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}}};
    std::array<int, 6> value{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = digits(text, parts[i].first, parts[i].second);
        if (!part) return std::nullopt;
        value[i] = *part;
    }
    const auto fraction =
        text.size() == to_seconds ? 0 : milliseconds(text.substr(to_seconds, text.size() - to_seconds - 1));
    const chrono::year_month_day date{chrono::year{value[0]}, chrono::month{static_cast<unsigned>(value[1])},
                                      chrono::day{static_cast<unsigned>(value[2])}};
    if (!fraction || !date.ok() || value[3] > 23 || value[4] > 59 || value[5] > 59) return std::nullopt;
    return chrono::sys_days{date} + chrono::hours{value[3]} + chrono::minutes{value[4]} + chrono::seconds{value[5]} +
           chrono::milliseconds{*fraction};
}

}  // namespace burner::base
