#include "app/open_database.hpp"

#include "app/value_or_throw.hpp"
#include "storage/postgres/database.hpp"
#include "storage/sqlite/database.hpp"

namespace burner::app {

std::unique_ptr<storage::Database> open_database(const Settings& settings) {
    if (settings.storage_url)
        return value_or_throw(
            storage::PostgresDatabase::open(*settings.storage_url, {.connections = settings.storage_connections}));
    return open_sqlite(settings.data_directory / "burner.db");
}

std::unique_ptr<storage::Database> open_sqlite(const std::filesystem::path& file) {
    return value_or_throw(storage::SqliteDatabase::open(file));
}

}  // namespace burner::app
