#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/clock.hpp"

namespace burner::app {

/// What a backup says of itself, in its file `backup.toml`.
struct BackupManifest {
    std::string version;                       ///< of the server that made it
    base::UnixTime begun_at;                   ///< what changed from then on may be missing
    std::string owner;                         ///< the user that the data directory belonged to
    std::map<std::string, std::string> files;  ///< name, and SHA-256 in hexadecimal digits

    bool operator==(const BackupManifest&) const = default;
};

/// Writes the manifest into a backup, durably. Throws std::runtime_error naming the file.
void write_manifest(const std::filesystem::path& backup, const BackupManifest& manifest);

/// Reads it, and checks that every file is there and as it was written. Throws std::runtime_error, with a sentence for
/// the operator, where the folder is no whole backup.
BackupManifest read_manifest(const std::filesystem::path& backup);

/// Returns the SHA-256 of a file in hexadecimal digits. Throws std::runtime_error where it cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace burner::app
