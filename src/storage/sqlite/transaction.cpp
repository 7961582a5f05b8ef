#include "storage/sqlite/transaction.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace burner::storage {

SqliteTransaction::~SqliteTransaction() {
    // SQLite has already rolled back after some errors.
    if (is_open_ && sqlite3_get_autocommit(connection_.handle()) == 0) connection_.execute("ROLLBACK");
}

bool SqliteTransaction::commit() {
    if (has_failed() || !connection_.execute("COMMIT")) return false;
    is_open_ = false;
    return true;
}

std::int64_t SqliteTransaction::changed_rows() {
    return sqlite3_changes64(connection_.handle());
}

void SqliteTransaction::set_version(std::size_t version) {
    const std::string sql = fmt::format("PRAGMA user_version={}", version);
    if (!connection_.execute(sql.c_str())) connection_.fail(sql);
}

}  // namespace burner::storage
