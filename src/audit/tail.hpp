#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/batch_seal.hpp"

namespace burner::audit {

/// How a file of the log ends.
struct Tail {
    std::optional<Link> link;  ///< of its last batch; nothing: there is none
    std::string rest;          ///< what stands after it: a batch that was cut off
};

/// Reads no more than it must; nullopt when the file cannot be read.
std::optional<Tail> read_tail(int file, std::uint64_t size);

/// All of `out` from the offset `at` on.
bool read_exactly(int file, std::string& out, std::uint64_t at);

}  // namespace burner::audit
