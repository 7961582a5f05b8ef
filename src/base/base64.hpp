#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace burner::base {

/// Encodes as RFC 4648 says. Decoders are strict: canonical (unused bits zero), no white space, no foreign alphabet;
/// base64 demands its padding, base64url refuses any.
std::string to_base64(ByteView bytes);
std::string to_base64url(ByteView bytes);
void append_base64url(std::string& out, ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);
std::optional<Bytes> from_base64url(std::string_view text);

}  // namespace burner::base
