#pragma once

#include <filesystem>
#include <memory>

#include "app/settings.hpp"
#include "storage/database.hpp"

namespace burner::app {

/// Opens the database that the settings name, whose data directory is open. Throws std::runtime_error with a sentence
/// for the operator where it cannot be used.
std::unique_ptr<storage::Database> open_database(const Settings& settings);
/// Opens a file of SQLite, which is created where it is missing.
std::unique_ptr<storage::Database> open_sqlite(const std::filesystem::path& file);

}  // namespace burner::app
