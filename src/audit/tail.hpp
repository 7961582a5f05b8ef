#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "audit/batch_seal.hpp"

namespace burner::audit {

/// The end of a file of the log.
struct Tail {
    std::optional<Link> link;  ///< of its last batch; nullopt: it has no batch
    std::string rest;          ///< what stands after it: a batch that was cut off
};

/// Reads the end of a file, and no more than it must; nullopt when the file cannot be read.
std::optional<Tail> read_tail(int file, std::uint64_t size);

/// Fills all of `out` from the offset `at` on; false when it cannot.
bool read_exactly(int file, std::string& out, std::uint64_t at);

}  // namespace burner::audit
