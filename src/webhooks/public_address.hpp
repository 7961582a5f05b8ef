#pragma once

#include <array>
#include <cstdint>

namespace burner::webhooks {

using AddressV4 = std::array<std::uint8_t, 4>;
using AddressV6 = std::array<std::uint8_t, 16>;

/// Returns whether an address belongs to the public internet: not to this host, a private or carrier network, a
/// multicast group, documentation or anything reserved (IANA's special-purpose registries, RFC 6890). A
/// message sent elsewhere would reach what the receiver's owner cannot: the operator's own network.
bool is_public(const AddressV4& address);

/// Accepts only global unicast (2000::/3). An IPv4 address inside (mapped, NAT64, 6to4) is judged as such.
bool is_public(const AddressV6& address);

}  // namespace burner::webhooks
