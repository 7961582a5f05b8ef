#pragma once

#include <filesystem>

#include "access/signing_key_changes.hpp"

namespace burner::app {

/// Takes the keys of `signing-keys.json`, where version 0.1 kept them, into the database, and deletes the file. Where
/// the database has other keys, they count, the file stays and the log says so. Throws std::runtime_error where the
/// file cannot be read.
void import_signing_keys(const std::filesystem::path& data_directory, access::SigningKeyChanges& changes);

}  // namespace burner::app
