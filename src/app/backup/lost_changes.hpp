#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/stored_event.hpp"
#include "base/clock.hpp"

namespace burner::app {

/// Reads from the audit log of a data directory what operators changed from `since` on, in its order: what a backup of
/// that time lacks. Sessions and refusals are left out. Throws std::runtime_error where there is no such log.
std::vector<audit::StoredEvent> lost_changes(const std::filesystem::path& directory, base::UnixTime since);

/// Returns the ids of the API keys that these changes ended: revoked ones, and those that were rolled.
std::vector<std::string> ended_keys(const std::vector<audit::StoredEvent>& changes);

}  // namespace burner::app
