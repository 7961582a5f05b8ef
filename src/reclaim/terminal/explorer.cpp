#include "reclaim/terminal/explorer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reclaim/terminal/terminal_text.hpp"
#include "reclaim/terminal/url_text.hpp"

namespace burner::reclaim {
namespace {

constexpr std::string_view signature_place = "{}";
constexpr std::string_view no_explorer = "none";
constexpr std::string_view default_pattern = "https://explorer.solana.com/tx/{}";

bool is_plain_ascii(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

bool is_unreserved(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
}

/// Escapes a query's value (RFC 3986).
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += is_unreserved(c) ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

/// Returns the query that tells explorer.solana.com the cluster; empty for mainnet, and if it is unknown.
std::string cluster_query(const std::string& rpc_url) {
    const std::string authority = authority_of(rpc_url);
    if (is_loopback(rpc_url)) return "?cluster=custom&customUrl=" + escaped("http://" + authority);
    for (const std::string_view cluster : {"devnet", "testnet"})
        if (authority.contains(cluster)) return fmt::format("?cluster={}", cluster);
    return {};
}

}  // namespace

std::string Explorer::url_of(std::string_view signature) const {
    const auto at = pattern_.find(signature_place);
    if (at == std::string::npos) return {};
    return pattern_.substr(0, at).append(signature).append(pattern_, at + signature_place.size());
}

std::string Explorer::link_to(std::string_view signature) const {
    if (!is_there()) return std::string{signature};
    return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", url_of(signature), signature);
}

std::string explorer_problem(const std::string& option) {
    if (option.empty() || option == no_explorer) return {};
    const bool is_url = !authority_of(option).empty() && is_plain_ascii(option);
    if (is_url && option.contains(signature_place)) return {};
    return fmt::format(
        "--explorer takes none, or an http or https URL with {{}} in place of the signature, such as {}: {}",
        default_pattern, printable(option, 60));
}

Explorer explorer_for(const std::string& option, const std::string& rpc_url) {
    if (option == no_explorer) return {};
    if (!option.empty()) return Explorer{option};
    return Explorer{std::string{default_pattern} + cluster_query(rpc_url)};
}

}  // namespace burner::reclaim
