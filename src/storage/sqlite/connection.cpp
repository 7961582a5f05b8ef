#include "storage/sqlite/connection.hpp"

#include <sqlite3.h>

#include "base/log.hpp"

namespace burner::storage {

SqliteConnection::~SqliteConnection() {
    sqlite3_close(handle_);
}

bool SqliteConnection::execute(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return true;
    log_failure(sql);
    return false;
}

bool SqliteConnection::begin(const char* sql) {
    has_failed_ = !execute(sql);
    return !has_failed_;
}

void SqliteConnection::fail(std::string_view what) {
    if (!has_failed_) log_failure(what);
    has_failed_ = true;
}

void SqliteConnection::log_failure(std::string_view what) const {
    base::log(base::LogLevel::error, "storage failed",
              {{"statement", what.substr(0, 80)}, {"reason", sqlite3_errmsg(handle_)}});
}

}  // namespace burner::storage
