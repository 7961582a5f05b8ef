#include "app/open_database.hpp"

#include "app/value_or_throw.hpp"
#include "storage/sqlite/database.hpp"

namespace burner::app {

std::unique_ptr<storage::Database> open_database(const Settings& settings) {
    return value_or_throw(storage::SqliteDatabase::open(settings.data_directory / "burner.db"));
}

}  // namespace burner::app
