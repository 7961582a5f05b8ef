#pragma once

#include <filesystem>

#include "base/result.hpp"

// What is done with a file of SQLite as a whole, beside a server that may use it. For commands; an error is a sentence
// that names the file.
namespace burner::storage {

/// Checks that the pages of a file are whole, and that its format is one that this version reads. Writes none of it.
base::Result<void> check_sqlite_file(const std::filesystem::path& path);

/// Copies what a file holds at one moment into a new file of mode 0600, which is one file without companions. Writers
/// of `from` go on meanwhile. A copy that fails leaves no file.
base::Result<void> copy_sqlite_file(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace burner::storage
