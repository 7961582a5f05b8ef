#include "base/ip_address.hpp"

#include <algorithm>
#include <cstddef>

#include <arpa/inet.h>

#include "base/number_text.hpp"

namespace burner::base {

namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned v4_prefix_bits = 96;
constexpr std::size_t site_bytes = 8;

std::array<std::uint8_t, 4> v4_bytes(const IpAddress& address) {
    std::array<std::uint8_t, 4> bytes;
    std::copy_n(address.bytes.begin() + v4_prefix.size(), bytes.size(), bytes.begin());
    return bytes;
}

std::optional<unsigned> parse_bits(std::string_view text, unsigned max_bits) {
    const auto bits = number_from_text<unsigned>(text);
    return bits && *bits <= max_bits ? bits : std::nullopt;
}

}  // namespace

IpAddress IpAddress::v4(std::array<std::uint8_t, 4> address) {
    IpAddress mapped;
    std::ranges::copy(v4_prefix, mapped.bytes.begin());
    std::ranges::copy(address, mapped.bytes.begin() + v4_prefix.size());
    return mapped;
}

bool IpAddress::is_v4() const {
    return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin());
}

bool IpAddress::is_loopback() const {
    static constexpr IpAddress v6_loopback{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
    return *this == v6_loopback || *this == v4({127, 0, 0, 1});
}

IpAddress IpAddress::site() const {
    IpAddress site = *this;
    if (!is_v4()) std::fill(site.bytes.begin() + site_bytes, site.bytes.end(), std::uint8_t{0});
    return site;
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
    const std::string ended{text};
    if (ended.contains('\0')) return std::nullopt;
    std::array<std::uint8_t, 4> v4;
    if (inet_pton(AF_INET, ended.c_str(), v4.data()) == 1) return IpAddress::v4(v4);
    IpAddress v6;
    if (inet_pton(AF_INET6, ended.c_str(), v6.bytes.data()) == 1) return v6;
    return std::nullopt;
}

std::string to_text(const IpAddress& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.is_v4()) {
        inet_ntop(AF_INET, v4_bytes(address).data(), text.data(), text.size());
    } else {
        inet_ntop(AF_INET6, address.bytes.data(), text.data(), text.size());
    }
    return text.data();
}

bool IpNetwork::contains(const IpAddress& address) const {
    return same_prefix(first.bytes, address.bytes, bits);
}

std::optional<IpNetwork> parse_ip_network(std::string_view text) {
    const auto slash = text.find('/');
    const auto first = parse_ip_address(text.substr(0, slash));
    if (!first) return std::nullopt;
    if (slash == std::string_view::npos) return IpNetwork{*first};
    // A mapped address is written like an IPv6 address, and its block too.
    const unsigned offset = text.contains(':') ? 0 : v4_prefix_bits;
    const auto bits = parse_bits(text.substr(slash + 1), 128 - offset);
    if (!bits) return std::nullopt;
    const IpNetwork network{*first, *bits + offset};
    for (unsigned bit = network.bits; bit < 128; ++bit) {
        if ((first->bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) return std::nullopt;
    }
    return network;
}

bool same_prefix(std::span<const std::uint8_t> left, std::span<const std::uint8_t> right, unsigned bits) {
    for (unsigned bit = 0; bit < bits; bit += 8) {
        const unsigned count = std::min(8U, bits - bit);
        const auto mask = static_cast<std::uint8_t>(0xff << (8 - count));
        if (((left[bit / 8] ^ right[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

}  // namespace burner::base
