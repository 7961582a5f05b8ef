#include "app/doctor/check_storage.hpp"

#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "app/open_database.hpp"
#include "storage/sqlite/whole_file.hpp"

namespace burner::app {

namespace {

Finding check_sqlite(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return {"storage", Severity::ok, "SQLite; the first start makes the file", {}};
    if (const auto checked = storage::check_sqlite_file(file); !checked)
        return {"storage", Severity::error, checked.error().message, {}};
    return {"storage", Severity::ok, fmt::format("SQLite; {} is whole", file.string()), {}};
}

Finding check_postgres(const Settings& settings) {
    try {
        open_database(settings);
    } catch (const std::runtime_error& refused) {
        return {"storage", Severity::error, refused.what(), {}};
    }
    return {"storage", Severity::ok, "PostgreSQL; it answers and has the schema of this version", {}};
}

}  // namespace

Findings check_storage(const Settings& settings) {
    return {settings.storage_url ? check_postgres(settings) : check_sqlite(settings.data_directory / "burner.db")};
}

}  // namespace burner::app
