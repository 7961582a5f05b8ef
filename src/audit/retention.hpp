#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audit/batch_seal.hpp"
#include "audit/log_files.hpp"
#include "base/clock.hpp"

namespace burner::audit {

/// The rule for the files that rotation has put aside: no more than `max_files` are kept, and none that ended longer
/// ago than `max_age`. 0 sets no bound.
struct Retention {
    std::size_t max_files = 0;
    std::chrono::days max_age{0};
};

/// Returns the files that are not kept, the oldest first.
std::vector<RotatedFile> not_kept(const std::filesystem::path& directory, const Retention& retention,
                                  base::UnixTime now);

/// Returns the last link of a file that was put aside; nullopt if it cannot be read or its end is damaged.
std::optional<Link> end_of(const RotatedFile& file);

/// Returns how an `audit.pruned` event names the last event of a deleted file; the event's subject is its hash.
std::string pruned_detail(const RotatedFile& file);

/// Returns the hash before the first event of a log whose older files were deleted: what an `audit.pruned` event in
/// these files says. nullopt if no file was deleted, or no event says so.
std::optional<HexHash> anchor_of(const std::vector<LogPart>& parts);

}  // namespace burner::audit
