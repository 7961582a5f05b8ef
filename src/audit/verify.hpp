#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/line.hpp"
#include "audit/log_files.hpp"

namespace burner::audit {

/// The first line that does not hold.
struct Flaw {
    std::filesystem::path file;
    std::uint64_t line = 0;  ///< counted from 1
    std::string reason;
};

/// What a walk over a whole log found.
struct Verdict {
    std::uint64_t lines = 0;
    Link first;  ///< `seq` 0: the log is empty
    Link last;
    bool found_head = false;
    std::optional<Flaw> flaw;
    std::vector<std::string> notes;  ///< what the log says of itself: repaired, altered, lost
    bool was_altered = false;
};

struct VerifyOptions {
    HexHash after = Link{}.hash;      ///< hash of the last line before these files, when older ones are elsewhere
    std::optional<std::string> head;  ///< a hash noted earlier, to be found on the way
    std::function<void(std::uint64_t)> progress = [](std::uint64_t) {};  ///< bytes read so far
};

/// Checks the chain over all files in order and stops at the first line that does not hold. An end that was
/// cut off at a line's end cannot be seen from inside; `head` finds it.
Verdict verify(const std::vector<LogPart>& parts, const VerifyOptions& options = {});

}  // namespace burner::audit
