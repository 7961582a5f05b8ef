#include "upstreams/webhook/webhook_url.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include "webhooks/public_address.hpp"

namespace burner::upstreams {

namespace {

constexpr std::size_t max_url_bytes = 2048;

using Parsed = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(const Parsed& url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return {};
    std::string copy{text};
    curl_free(text);
    return copy;
}

/// Tells whether a host is a private address, however it is spelt: libcurl has brought 0x7f.1 and the like into the
/// usual form.
bool is_private_literal(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const std::string text{host.substr(0, host.find('%'))};
    webhooks::AddressV4 v4;
    if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) return !webhooks::is_public(v4);
    webhooks::AddressV6 v6;
    return inet_pton(AF_INET6, text.c_str(), v6.data()) == 1 && !webhooks::is_public(v6);
}

bool is_local_name(std::string_view host) {
    std::string name{host};
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name == "localhost" || name.ends_with(".localhost");
}

std::optional<std::string> host_mistake(std::string_view host, bool allow_private) {
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host.empty()) return "must name a host";
    if (!allow_private && (is_local_name(host) || is_private_literal(host))) {
        return "must not lead to a private or reserved address (webhooks.allow_private permits it)";
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> webhook_url_mistake(const std::string& url, bool allow_private) {
    if (url.size() > max_url_bytes) return "must have at most 2048 characters";
    if (!std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7f; })) {
        return "must be written in printable ASCII (a name of other letters as xn--…)";
    }
    const Parsed parsed{curl_url(), &curl_url_cleanup};
    const auto slashes = url.find("://");  // libcurl would take a third one as well
    if (slashes == std::string::npos || url.substr(slashes + 3).starts_with('/') ||
        curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
        return "must be an https:// URL";
    }
    const std::string scheme = part(parsed, CURLUPART_SCHEME);
    if (scheme != "https" && scheme != "http") return "must be an https:// URL";
    if (scheme == "http" && !allow_private) return "must be an https:// URL (webhooks.allow_private permits http)";
    const bool has_user = !part(parsed, CURLUPART_USER).empty() || !part(parsed, CURLUPART_PASSWORD).empty();
    if (has_user) return "must not hold a user name or password";
    return host_mistake(part(parsed, CURLUPART_HOST), allow_private);
}

bool may_connect_to(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in known{};
        std::memcpy(&known, &address, sizeof known);
        webhooks::AddressV4 v4;
        std::memcpy(v4.data(), &known.sin_addr, v4.size());
        return webhooks::is_public(v4);
    }
    if (address.sa_family != AF_INET6) return false;
    sockaddr_in6 known{};
    std::memcpy(&known, &address, sizeof known);
    webhooks::AddressV6 v6;
    std::memcpy(v6.data(), &known.sin6_addr, v6.size());
    return webhooks::is_public(v6);
}

}  // namespace burner::upstreams
