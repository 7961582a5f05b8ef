#pragma once

#include <string>

#include "audit/event.hpp"

namespace burner::audit {

/// No line is longer: nine texts of `max_text_bytes`, each byte escaped to six, and the rest.
inline constexpr std::size_t max_line_bytes = 60'000;

/// Appends the line of an event, one JSON object and its line end. It holds no other line end.
void append_line(std::string& out, const Event& event);

}  // namespace burner::audit
