#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"

namespace burner::audit {

/// The files of a log are `audit.jsonl`, which grows, and those that rotation put aside, named for the number of
/// their last event: `audit-000000002417.jsonl`.
std::filesystem::path current_file(const std::filesystem::path& directory);
std::filesystem::path rotated_file(const std::filesystem::path& directory, std::uint64_t last_seq);

struct RotatedFile {
    std::uint64_t last_seq;
    std::filesystem::path path;
};
/// Returns the files that rotation put aside, in the order of the chain.
std::vector<RotatedFile> rotated_files(const std::filesystem::path& directory);

/// How long a writer or a reader waits for the lock: longer than any batch of another process takes.
inline constexpr std::chrono::seconds lock_patience{5};

/// Opens and locks `audit.jsonl` with `flock` operation `how`, waiting up to `patience`. The file still has
/// the name when this returns. The error is a sentence.
std::expected<base::File, std::string> open_locked(const std::filesystem::path& directory, int flags, int how,
                                                   std::chrono::milliseconds patience);

/// One file of a log as it was at one moment.
struct LogPart {
    std::filesystem::path path;
    base::File file;
    std::uint64_t size = 0;                 ///< bytes
    std::optional<std::uint64_t> last_seq;  ///< as the name says
};

/// Opens all files of a log at one moment between two writes; the writers go on meanwhile.
std::expected<std::vector<LogPart>, std::string> snapshot(const std::filesystem::path& directory);

/// Takes a line; `is_whole` is false for what stands after the last line end, and for a line longer than any of a log.
using TakeLine = std::function<bool(std::string_view line, bool is_whole)>;

/// Hands over each line without its end, until `take` returns false. False when the file cannot be read.
bool for_each_line(const LogPart& part, const TakeLine& take);

}  // namespace burner::audit
