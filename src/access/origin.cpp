#include "access/origin.hpp"

#include <algorithm>
#include <charconv>

namespace burner::access {

namespace {

constexpr std::string_view after_scheme = "://";
constexpr std::string_view any_label = "*.";
constexpr std::size_t max_origin_length = 300;  // a host has at most 253 characters (RFC 1035 section 2.3.4)

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), to_lower);
    return lower;
}

/// RFC 3986 section 3.1.
bool is_scheme(std::string_view text) {
    return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
    });
}

bool is_label(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_'; });
}

/// An IPv6 address in brackets. What is in them is compared, never looked up.
bool is_bracketed(std::string_view host) {
    const auto is_address = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || c == ':' || c == '.'; };
    return host.size() > 2 && host.front() == '[' && host.back() == ']' &&
           std::ranges::all_of(host.substr(1, host.size() - 2), is_address);
}

bool is_host(std::string_view host) {
    if (host.starts_with('[')) return is_bracketed(host);
    for (;;) {
        const auto dot = host.find('.');
        if (!is_label(host.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        host.remove_prefix(dot + 1);
    }
}

std::optional<std::uint16_t> port_from(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return port;
}

std::optional<std::uint16_t> usual_port(std::string_view scheme) {
    if (scheme == "https") return 443;
    if (scheme == "http") return 80;
    return std::nullopt;
}

/// An origin in lower case, taken apart.
struct Parts {
    std::string_view scheme;
    std::string_view host;
    std::optional<std::string_view> port;
};

std::optional<Parts> take_apart(std::string_view lower) {
    const auto scheme_end = lower.find(after_scheme);
    if (scheme_end == std::string_view::npos || lower.size() > max_origin_length) return std::nullopt;
    Parts parts{lower.substr(0, scheme_end), lower.substr(scheme_end + after_scheme.size()), std::nullopt};
    const auto colon = parts.host.find(':', parts.host.starts_with('[') ? parts.host.find(']') : 0);
    if (colon != std::string_view::npos) {
        parts.port = parts.host.substr(colon + 1);
        parts.host = parts.host.substr(0, colon);
    }
    return parts;
}

/// Writes the parts as browsers do; nullopt where they are not those of an origin. `host` stands for the host.
std::optional<std::string> to_normal(const Parts& parts, std::string_view host) {
    if (!is_scheme(parts.scheme) || !is_host(host)) return std::nullopt;
    std::string origin{parts.scheme};
    origin.append(after_scheme).append(parts.host);
    if (!parts.port) return origin;
    const auto port = port_from(*parts.port);
    if (!port) return std::nullopt;
    if (port != usual_port(parts.scheme)) origin.append(":").append(std::to_string(*port));
    return origin;
}

/// Returns the origin without its first label, as an allowed origin with `*` has it; empty where it has but one.
std::string with_any_label(std::string_view origin) {
    const auto host = origin.find(after_scheme) + after_scheme.size();
    const auto dot = origin.find('.', host);
    if (dot == std::string_view::npos || origin.substr(host).starts_with('[')) return {};
    return std::string{origin.substr(0, host)}.append("*").append(origin.substr(dot));
}

}  // namespace

std::optional<std::string> normal_origin(std::string_view text) {
    const std::string lower = in_lower_case(text);
    const auto parts = take_apart(lower);
    if (!parts) return std::nullopt;
    return to_normal(*parts, parts->host);
}

std::optional<std::string> normal_allowed_origin(std::string_view text) {
    const std::string lower = in_lower_case(text);
    const auto parts = take_apart(lower);
    if (!parts) return std::nullopt;
    if (!parts->host.starts_with(any_label)) return to_normal(*parts, parts->host);
    const auto rest = parts->host.substr(any_label.size());
    const bool is_narrow = rest.contains('.');  // `https://*.com` would be half of the web
    return is_narrow ? to_normal(*parts, rest) : std::nullopt;
}

/// What an earlier version has stored may not be normal.
bool is_allowed_origin(std::string_view origin, std::span<const std::string> allowed) {
    if (std::ranges::find(allowed, origin) != allowed.end()) return true;
    const auto normal = normal_origin(origin);
    if (!normal) return false;
    const std::string any = with_any_label(*normal);
    return std::ranges::any_of(allowed, [&](const std::string& one) {
        const auto known = normal_allowed_origin(one);
        return known && (*known == *normal || *known == any);
    });
}

std::vector<std::string> allowed_origins_of_host(std::string_view host, std::span<const std::string> allowed) {
    std::vector<std::string> origins;
    for (const std::string& one : allowed) {
        const auto known = normal_allowed_origin(one);
        if (!known) continue;
        std::string origin = known->substr(0, known->find(after_scheme) + after_scheme.size()).append(host);
        if (normal_origin(origin) == origin && is_allowed_origin(origin, {&one, 1}))
            origins.push_back(std::move(origin));
    }
    return origins;
}

std::string_view host_of_origin(std::string_view origin) {
    return origin.substr(origin.find(after_scheme) + after_scheme.size());
}

}  // namespace burner::access
