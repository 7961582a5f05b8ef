#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/batch_seal.hpp"
#include "audit/log_files.hpp"

namespace burner::audit {

/// The first batch that does not hold, or that cannot be read.
struct Flaw {
    std::filesystem::path file;
    std::uint64_t first_line = 0;  ///< counted from 1
    std::uint64_t last_line = 0;
    std::string reason;
};

/// What a walk over a whole log found.
struct Verdict {
    std::uint64_t events = 0;     ///< that hold
    std::uint64_t first_seq = 0;  ///< 0: the log is empty
    Link last;
    bool found_head = false;
    std::optional<Flaw> flaw;
    std::vector<std::string> notes;  ///< what the log says of itself: repaired, altered, lost
    bool was_altered = false;
};

struct VerifyOptions {
    HexHash after = Link{}.hash;      ///< the last hash before these files, when older ones are elsewhere
    std::optional<std::string> head;  ///< a hash noted earlier, to be found on the way
    std::function<void(std::uint64_t)> progress = [](std::uint64_t) {};  ///< bytes read so far
};

/// Checks the chain over all files in order, from where `audit.pruned` events say that it begins, and stops at the
/// first batch that does not hold. An end that was cut off at a batch's end cannot be seen from inside; `head` finds
/// it.
Verdict verify(const std::vector<LogPart>& parts, VerifyOptions options = {});

}  // namespace burner::audit
