#include "http/trusted_proxies.hpp"

#include <algorithm>
#include <optional>
#include <ranges>

#include "http/host.hpp"
#include "http/token.hpp"

namespace burner::http {

namespace {

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Takes the last element off a comma separated list.
std::string_view take_last_entry(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto entry = comma == std::string_view::npos ? list : list.substr(comma + 1);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
    return without_blanks(entry);
}

/// Reads an address, behind which some proxies write a port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
std::optional<base::IpAddress> parse_entry(std::string_view entry) {
    const bool is_bracketed = entry.starts_with('[');
    const auto end = is_bracketed ? entry.find(']') : entry.find(':');
    if (end == std::string_view::npos || (!is_bracketed && entry.rfind(':') != end)) {
        return base::parse_ip_address(entry);
    }
    const auto rest = entry.substr(is_bracketed ? end + 1 : end);
    if (!rest.empty() && (!rest.starts_with(':') || !is_port(rest.substr(1)))) return std::nullopt;
    return base::parse_ip_address(is_bracketed ? entry.substr(1, end - 1) : entry.substr(0, end));
}

}  // namespace

bool TrustedProxies::contains(const base::IpAddress& address) const {
    return std::ranges::any_of(networks_, [&](const auto& network) { return network.contains(address); });
}

base::IpAddress TrustedProxies::client_behind(const base::IpAddress& proxy, std::span<const Header> headers) const {
    base::IpAddress nearest = proxy;
    for (const auto& header : std::views::reverse(headers)) {
        if (!same_ignoring_case(header.name, "X-Forwarded-For")) continue;
        for (auto list = header.value; !list.empty();) {
            const auto entry = take_last_entry(list);
            if (entry.empty()) continue;  // RFC 9110 section 5.6.1.2
            const auto address = parse_entry(entry);
            if (!address) return nearest;
            nearest = *address;
            if (!contains(nearest)) return nearest;
        }
    }
    return nearest;
}

}  // namespace burner::http
