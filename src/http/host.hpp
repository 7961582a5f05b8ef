#pragma once

#include <string_view>

namespace burner::http {

/// Tells whether a Host field or authority is a DNS name, IPv4 address or bracketed IPv6 address, perhaps with a port.
/// Stricter than RFC 3986 (no percent-encoding, no sub-delims, not empty, no user): only these forms name a server.
bool is_valid_host(std::string_view host);

/// Tells whether the text is a number from 0 to 65535, in digits alone.
bool is_port(std::string_view text);

}  // namespace burner::http
