#include "base/donation_share.hpp"

#include <array>
#include <charconv>

namespace burner::base {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr int decimals = 18;
constexpr std::uint64_t one = 1'000'000'000'000'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads the exponent after `e`, bounded so that arithmetic on it cannot overflow.
std::optional<int> exponent_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (value < -1000 || value > 1000) return std::nullopt;
    return value;
}

/// Adds the digit that stands for 10^power; false when the sum leaves 0…1.
bool add_digit(std::uint64_t& units, char digit, int power) {
    if (digit == '0' || power < -decimals) return true;
    if (power > 0) return false;
    std::uint64_t unit = one;
    for (int i = 0; i > power; --i) unit /= 10;
    const Wide sum = Wide{units} + Wide{unit} * static_cast<unsigned>(digit - '0');
    if (sum > one) return false;
    units = static_cast<std::uint64_t>(sum);
    return true;
}

}  // namespace

std::optional<DonationShare> DonationShare::from_text(std::string_view text) {
    int exponent = 0;
    if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
        const auto read = exponent_of(text.substr(e + 1));
        if (!read) return std::nullopt;
        exponent = *read;
        text = text.substr(0, e);
    }
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
    if (text.size() > 400) return std::nullopt;

    std::uint64_t units = 0;
    int power = static_cast<int>(whole.size()) - 1 + exponent;
    for (const std::string_view digits : {whole, fraction}) {
        for (const char digit : digits) {
            if (!is_digit(digit) || !add_digit(units, digit, power--)) return std::nullopt;
        }
    }
    return DonationShare(units);
}

std::optional<DonationShare> DonationShare::from_number(double number) {
    if (!(number >= 0 && number <= 1)) return std::nullopt;
    if (number == 0) return DonationShare();
    std::array<char, 64> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{}) return std::nullopt;
    return from_text({text.data(), end});
}

Lamports DonationShare::of(Lamports gross) const {
    return {static_cast<std::uint64_t>(Wide{gross.value} * units_ / one)};
}

}  // namespace burner::base
