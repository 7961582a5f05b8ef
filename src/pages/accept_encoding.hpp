#pragma once

#include <string_view>

namespace burner::pages {

/// Tells whether `Accept-Encoding` names a content coding, by its name or by `*`, with a weight above 0 (RFC 9110
/// section 12.5.3). A field that cannot be read names nothing.
bool accepts_encoding(std::string_view field, std::string_view coding);

}  // namespace burner::pages
