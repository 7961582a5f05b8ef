#pragma once

#include <filesystem>

#include "app/backup/backup_manifest.hpp"

namespace burner::app {

/// Copies the database of SQLite, the secret and the audit log of a data directory into a new folder of mode 0700,
/// beside a server that may run. Throws std::runtime_error, with a sentence for the operator, and leaves no folder
/// then.
BackupManifest make_backup(const std::filesystem::path& data, const std::filesystem::path& backup, base::UnixTime now);

}  // namespace burner::app
