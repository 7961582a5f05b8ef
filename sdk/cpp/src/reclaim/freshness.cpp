#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <burnandclaim/reclaim.hpp>

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

constexpr milliseconds least{5'000};
constexpr milliseconds most{40'000};

std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
    int value = 0;
    if (text.size() < at + digits) return std::nullopt;
    const char* const end = text.data() + at + digits;
    const auto [stopped, error] = std::from_chars(text.data() + at, end, value);
    return error == std::errc{} && stopped == end ? std::optional{value} : std::nullopt;
}

/// `2026-04-09T12:10:00.000Z`, to the second.
std::optional<system_clock::time_point> time_of(std::string_view text) {
    using namespace std::chrono;
    const auto years = number(text, 0, 4), months = number(text, 5, 2), days = number(text, 8, 2);
    const auto hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
    if (!years || !months || !days || !hour || !minute || !second || !text.ends_with('Z')) return std::nullopt;
    const year_month_day date{year{*years}, month{static_cast<unsigned>(*months)}, day{static_cast<unsigned>(*days)}};
    if (!date.ok()) return std::nullopt;
    return sys_days{date} + hours{*hour} + minutes{*minute} + seconds{*second};
}

}  // namespace

milliseconds freshness(const BuiltTransaction& built, system_clock::time_point now) {
    const auto end = time_of(built.expires_at);
    if (!end) return most;
    return std::clamp(std::chrono::duration_cast<milliseconds>(*end - now) * 2 / 3, least, most);
}

}  // namespace burnandclaim
