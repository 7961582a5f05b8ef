#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace burner::reclaim {

/// The longest text for which a code is drawn: with more of it phones read it badly from a screen.
inline constexpr std::size_t max_qr_bytes = 1'200;

/// Draws a text as a QR code (ISO/IEC 18004, level L) of half blocks, two rows of modules a line, dark on light also on
/// a dark terminal. nullopt where the text is too long or the code wider than so many columns.
std::optional<std::string> qr_code(const std::string& text, std::size_t columns);

}  // namespace burner::reclaim
