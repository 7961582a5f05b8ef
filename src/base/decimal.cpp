#include "base/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace burner::base {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t kept_digits = 18;  // 10^18 fits 64 bits
constexpr std::size_t max_number_length = 100;
constexpr int max_magnitude = 30;
constexpr std::size_t whole_digits_of_limit = 16;  // of 10^15

constexpr std::size_t cents = 2;
constexpr std::size_t millionths = 6;

/// Takes the digits at the front of `text`.
std::string_view take_digits(std::string_view& text) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    return digits;
}

/// Reads `e-7` or an empty text; false for anything else.
bool take_exponent(std::string_view text, int& exponent) {
    if (text.empty()) return true;
    if (text.front() != 'e' && text.front() != 'E') return false;
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    return error == std::errc{} && end == text.data() + text.size();
}

std::string to_digits(Wide number) {
    std::string digits;
    for (; number > 0; number /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
    return digits;
}

/// A number written as its digits with `places` of them behind the point.
struct Written {
    std::string digits;  ///< at least one before the point
    std::size_t places;

    std::string_view whole() const { return std::string_view{digits}.substr(0, digits.size() - places); }
};

Written write(std::string digits, int exponent) {
    if (exponent > 0) digits.append(static_cast<std::size_t>(exponent), '0');
    const std::size_t places = exponent < 0 ? static_cast<std::size_t>(-exponent) : 0;
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    return {std::move(digits), places};
}

/// Rounds half up.
void round_to(Written& number, std::size_t places) {
    if (number.places <= places) return;
    const std::size_t kept = number.digits.size() - (number.places - places);
    const bool up = number.digits[kept] >= '5';
    number.digits.resize(kept);
    number.places = places;
    if (!up) return;
    std::size_t at = kept;
    while (at > 0 && number.digits[at - 1] == '9') number.digits[--at] = '0';
    if (at == 0) {
        number.digits.insert(0, 1, '1');
    } else {
        ++number.digits[at - 1];
    }
}

std::string with_point(Written number) {
    if (number.places > 0) number.digits.insert(number.digits.size() - number.places, 1, '.');
    return std::move(number.digits);
}

std::string without_zeros(const Written& number) {
    std::string text = with_point(number);
    if (number.places == 0) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

std::optional<Decimal> decimal_from_text(std::string_view text) {
    if (text.size() > max_number_length) return std::nullopt;
    const std::string_view whole = take_digits(text);
    std::string digits{whole};
    int exponent = 0;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        const std::string_view fraction = take_digits(text);
        if (fraction.empty()) return std::nullopt;
        digits += fraction;
        exponent = -static_cast<int>(fraction.size());
    }
    int written_exponent = 0;
    if (whole.empty() || (whole.size() > 1 && whole.front() == '0') || !take_exponent(text, written_exponent)) {
        return std::nullopt;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty() || std::abs(static_cast<long>(written_exponent)) > 10 * max_magnitude) return std::nullopt;
    if (digits.size() > kept_digits) {
        exponent += static_cast<int>(digits.size() - kept_digits);
        digits.resize(kept_digits);
    }
    exponent += written_exponent;
    const int magnitude = exponent + static_cast<int>(digits.size());
    if (std::abs(magnitude) > max_magnitude) return std::nullopt;
    Decimal decimal{0, exponent};
    std::from_chars(digits.data(), digits.data() + digits.size(), decimal.digits);
    while (decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        ++decimal.exponent;
    }
    return decimal;
}

std::optional<std::string> usd_value(std::uint64_t amount, std::uint8_t decimals, const Decimal& price) {
    if (amount == 0) return "0";
    Written value = write(to_digits(Wide{amount} * price.digits), price.exponent - decimals);
    round_to(value, value.whole() == "0" ? millionths : cents);
    const std::string_view whole = value.whole();
    const bool is_limit =
        whole == "1000000000000000" && value.digits.find_first_not_of('0', whole.size()) == std::string::npos;
    if (whole.size() > whole_digits_of_limit || (whole.size() == whole_digits_of_limit && !is_limit))
        return std::nullopt;
    return without_zeros(value);
}

std::string to_decimal(std::uint64_t amount, std::uint8_t decimals) {
    return without_zeros(write(std::to_string(amount), -decimals));
}

std::string to_whole_decimal(std::uint64_t amount, std::uint8_t decimals) {
    return with_point(write(std::to_string(amount), -decimals));
}

}  // namespace burner::base
