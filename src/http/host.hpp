#pragma once

#include <string_view>

namespace burner::http {

/// A Host field or authority: a DNS name, IPv4 address or bracketed IPv6 address, and perhaps a port. Stricter
/// than RFC 3986 (no percent-encoding, no sub-delims, not empty, no user): nothing else names a server.
bool is_valid_host(std::string_view host);

/// A number from 0 to 65535, in digits alone.
bool is_port(std::string_view text);

}  // namespace burner::http
