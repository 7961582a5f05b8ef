#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace burner::audit {

/// How a file of lines ends.
struct Tail {
    std::string last_line;  ///< the last whole one, without its end; empty: none
    std::string fragment;   ///< what stands after it
};

/// Reads no more than it must; nothing when the file cannot be read.
std::optional<Tail> read_tail(int file, std::uint64_t size);

/// All of `out` from the offset `at` on.
bool read_exactly(int file, std::string& out, std::uint64_t at);

}  // namespace burner::audit
