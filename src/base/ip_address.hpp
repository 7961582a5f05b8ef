#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace burner::base {

/// An IPv6 address; an IPv4 address is mapped into ::ffff:0:0/96 (RFC 4291 section 2.5.5.2), so that both spellings of
/// it are one value.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    static IpAddress v4(std::array<std::uint8_t, 4> address);
    bool is_v4() const;
    bool is_loopback() const;
    /// Returns what counts as one client: an IPv4 address, or an IPv6 address's /64, the smallest block a site gets.
    IpAddress site() const;

    auto operator<=>(const IpAddress&) const = default;
};

/// Reads `192.0.2.1`, `2001:db8::1` and no other form: no port, no brackets, no zone.
std::optional<IpAddress> parse_ip_address(std::string_view text);

std::string to_text(const IpAddress& address);

/// The addresses whose first bits are those of `first`.
struct IpNetwork {
    IpAddress first;
    unsigned bits = 128;  ///< of the 128 of an IPv6 address, also for IPv4

    bool contains(const IpAddress& address) const;
};

/// Reads an address or a block in CIDR notation, `10.0.0.0/8`, whose bits after the prefix are zero.
std::optional<IpNetwork> parse_ip_network(std::string_view text);

/// Returns whether two addresses of one length agree in their first bits.
bool same_prefix(std::span<const std::uint8_t> left, std::span<const std::uint8_t> right, unsigned bits);

}  // namespace burner::base
