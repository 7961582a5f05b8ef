#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace burner::reclaim {

/// Text that a stranger wrote (a token's name, a server's message), fit for a terminal: control and
/// formatting characters and bytes that are not UTF-8 become `?`, and what is longer than `longest`
/// characters is cut.
std::string printable(std::string_view text, std::size_t longest = 200);

/// Lamports in SOL with all nine decimals: `0.002039280`.
std::string to_sol(std::uint64_t lamports);

/// "1 account", "2 accounts".
std::string counted(std::size_t count, std::string_view what);

/// `text` filled up with spaces to `width` characters (code points).
std::string padded(std::string text, std::size_t width);

}  // namespace burner::reclaim
