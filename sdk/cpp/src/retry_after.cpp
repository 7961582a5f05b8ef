#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include <burnandclaim/retry_after.hpp>

namespace burnandclaim {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
using std::chrono::system_clock;

constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The most digits of a number: nobody waits thirty years, and longer numbers are the same to every caller.
constexpr std::size_t max_number_length = 9;

std::string_view trim(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<int> number(std::string_view text) {
    if (!is_digits(text)) return std::nullopt;
    if (text.size() > max_number_length) return 999'999'999;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = text.find_first_of(separators);
        if (end != 0) words.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return words;
}

std::optional<seconds> time_of_day(std::string_view text) {
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    const auto hours = number(text.substr(0, 2));
    const auto minutes = number(text.substr(3, 2));
    const auto rest = number(text.substr(6, 2));
    if (!hours || !minutes || !rest || *hours > 23 || *minutes > 59 || *rest > 60) return std::nullopt;
    return seconds{*hours * 3600 + *minutes * 60 + *rest};
}

std::optional<sys_seconds> date_time(std::string_view day, std::string_view month, int year, std::string_view time) {
    const auto found = std::ranges::find(month_names, month);
    const auto day_number = number(day);
    const auto clock = time_of_day(time);
    if (found == month_names.end() || !day_number || *day_number > 31 || !clock) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year},
                                           std::chrono::month{static_cast<unsigned>(found - month_names.begin()) + 1},
                                           std::chrono::day{static_cast<unsigned>(*day_number)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date} + *clock;
}

/// Returns the full year; by RFC 9110, a two-digit year more than 50 years ahead is in the past century.
int full_year(int two_digits, system_clock::time_point now) {
    const int this_year =
        static_cast<int>(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(now)}.year());
    const int year = this_year / 100 * 100 + two_digits;
    return year > this_year + 50 ? year - 100 : year;
}

std::optional<sys_seconds> http_date(std::string_view text, system_clock::time_point now) {
    const auto words = split(text, " ,-");
    if (words.size() == 6 && words[5] == "GMT") {  // IMF-fixdate or RFC 850
        const auto year = number(words[3]);
        if (!year || (words[3].size() != 2 && words[3].size() != 4)) return std::nullopt;
        return date_time(words[1], words[2], words[3].size() == 2 ? full_year(*year, now) : *year, words[4]);
    }
    if (words.size() == 5 && words[4].size() == 4) {  // asctime
        const auto year = number(words[4]);
        if (year) return date_time(words[2], words[1], *year, words[3]);
    }
    return std::nullopt;
}

}  // namespace

std::optional<seconds> parse_retry_after(std::string_view header, system_clock::time_point now) {
    const std::string_view text = trim(header);
    if (const auto count = number(text)) return seconds{*count};
    const auto date = http_date(text, now);
    if (!date) return std::nullopt;
    return std::max(seconds{0}, std::chrono::ceil<seconds>(*date - now));
}

}  // namespace burnandclaim
