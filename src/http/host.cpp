#include "http/host.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/ip_address.hpp"
#include "base/number_text.hpp"

namespace burner::http {

namespace {

constexpr std::size_t max_name_length = 255;  // RFC 1035 section 2.3.4

constexpr auto name_characters = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c :
         std::string_view{"-._0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}) {
        table[c] = true;
    }
    return table;
}();

bool is_name_character(char c) {
    return name_characters[static_cast<unsigned char>(c)];
}

bool is_name(std::string_view name) {
    return !name.empty() && name.size() <= max_name_length && std::ranges::all_of(name, is_name_character);
}

bool is_ipv6(std::string_view text) {
    return text.contains(':') && base::parse_ip_address(text);
}

}  // namespace

bool is_port(std::string_view text) {
    return base::number_from_text<std::uint16_t>(text).has_value();
}

bool is_valid_host(std::string_view host) {
    const bool bracketed = host.starts_with('[');
    const auto name_end = bracketed ? host.find(']') : host.find(':');
    if (bracketed && name_end == std::string_view::npos) return false;
    const auto name = host.substr(0, name_end);
    if (bracketed ? !is_ipv6(name.substr(1)) : !is_name(name)) return false;
    const auto rest = host.substr(name.size() + (bracketed ? 1 : 0));
    return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
}

}  // namespace burner::http
