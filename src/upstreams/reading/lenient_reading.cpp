#include "upstreams/reading/lenient_reading.hpp"

#include <charconv>
#include <limits>

namespace burner::upstreams {

namespace {

/// Returns a number as it is written, or what is written in a text.
std::string_view number_text(ondemand::value json) {
    std::string_view token = json.raw_json_token();
    const auto end = token.find_last_not_of(" \t\r\n");
    token = token.substr(0, end == std::string_view::npos ? 0 : end + 1);
    if (!token.starts_with('"')) return token;
    std::string_view text;
    return read_text(json, text) ? text : std::string_view{};
}

}  // namespace

bool take_text(ondemand::value json, std::size_t max_bytes, std::string& out) {
    std::string_view text;
    if (read_text(json, text)) out = text.substr(0, max_bytes);
    return true;
}

bool take_whole_text(ondemand::value json, std::size_t max_bytes, std::string& out) {
    std::string_view text;
    if (read_text(json, text) && text.size() <= max_bytes) out = text;
    return true;
}

bool take_flag(ondemand::value json, bool& out) {
    bool flag = false;
    if (json.get_bool().get(flag) == simdjson::SUCCESS) out = flag;
    return true;
}

bool take_key(ondemand::value json, std::optional<solana::Pubkey>& out) {
    solana::Pubkey key;
    if (read_pubkey(json, key)) out = key;
    return true;
}

bool take_hash(ondemand::value json, std::optional<assets::Hash>& out) {
    solana::Pubkey bytes;
    if (read_pubkey(json, bytes)) out = bytes.bytes;
    return true;
}

bool take_integer(ondemand::value json, std::optional<std::uint64_t>& out) {
    const std::string_view text = number_text(json);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return true;
    const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    const bool has_zero_fraction = rest.size() > 1 && rest.find_first_not_of('0', 1) == std::string_view::npos;
    if (rest.empty() || (rest.front() == '.' && has_zero_fraction)) out = number;
    return true;
}

bool take_byte(ondemand::value json, std::optional<std::uint8_t>& out) {
    std::optional<std::uint64_t> number;
    take_integer(json, number);
    if (number && *number <= std::numeric_limits<std::uint8_t>::max()) out = static_cast<std::uint8_t>(*number);
    return true;
}

bool take_decimal(ondemand::value json, std::optional<base::Decimal>& out) {
    if (const auto decimal = base::decimal_from_text(number_text(json))) out = decimal;
    return true;
}

std::optional<solana::Pubkey> key_from_name(ondemand::raw_json_string name) {
    std::size_t length = 0;  // simdjson has seen the closing quote
    while (length <= solana::base58_key_length && name.raw()[length] != '"') ++length;
    return solana::pubkey_from_base58({name.raw(), length});
}

}  // namespace burner::upstreams
