#pragma once

#include <filesystem>

#include "app/backup/backup_manifest.hpp"

namespace burner::app {

/// Puts the files of a backup into a data directory, which is missing or empty. It is made with mode 0700, and root
/// gives it to the owner that the backup names, where the machine has that user. Throws std::runtime_error, with a
/// sentence for the operator, where it holds anything, or the backup is not whole or of a newer version; it is as
/// before then.
BackupManifest restore_files(const std::filesystem::path& backup, const std::filesystem::path& data);

/// Ends every session of a database, also those that were minted after its backup: the keys that signed them go. The
/// next start draws others. Throws std::runtime_error.
void end_all_sessions(const std::filesystem::path& database);

}  // namespace burner::app
