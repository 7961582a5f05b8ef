#include <charconv>
#include <optional>
#include <string_view>

#include <burnandclaim/reclaim.hpp>

namespace burnandclaim {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

/// The safety margin: what ends sooner than this may end while the wallet is asked.
constexpr milliseconds margin{15'000};
/// The shortest life of a blockhash; taken where the clocks of client and server disagree.
constexpr milliseconds usual_lifetime{30'000};
constexpr milliseconds max_lifetime{180'000};

std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
    int value = 0;
    if (text.size() < at + digits) return std::nullopt;
    const char* const end = text.data() + at + digits;
    const auto [stopped, error] = std::from_chars(text.data() + at, end, value);
    return error == std::errc{} && stopped == end ? std::optional{value} : std::nullopt;
}

/// Reads a time such as `2026-04-09T12:10:00.000Z`, to the second; nullopt if it is malformed.
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
    const auto told = end ? std::chrono::duration_cast<milliseconds>(*end - now) : milliseconds{};
    const bool is_lifetime = told > milliseconds{} && told <= max_lifetime;
    return (is_lifetime ? told : usual_lifetime) - margin;
}

}  // namespace burnandclaim
