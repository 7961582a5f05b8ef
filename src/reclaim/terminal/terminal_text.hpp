#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace burner::reclaim {

/// One character of a text in UTF-8.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool is_valid = false;
};

/// Reads the first code point of a text that is not empty (RFC 3629).
CodePoint first_code_point(std::string_view text);

/// Makes text that a stranger wrote (a token's name, a server's message) fit for a terminal: control and formatting
/// characters and bytes that are not UTF-8 become `?`, and what is longer than `longest` characters is cut.
std::string printable(std::string_view text, std::size_t longest = 200);

/// Writes lamports in SOL with all nine decimals: `0.002039280`.
std::string to_sol(std::uint64_t lamports);

/// Writes dollars for people, as a price is never exact: `~$12.40`, `<$0.01`.
std::string to_dollars(double usd);

/// Returns "1 account", "2 accounts".
std::string counted(std::size_t count, std::string_view what);

}  // namespace burner::reclaim
