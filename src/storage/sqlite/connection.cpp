#include "storage/sqlite/connection.hpp"

#include <sqlite3.h>

#include "base/log.hpp"

namespace burner::storage {

Connection::~Connection() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
}

bool Connection::execute(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return true;
    log_failure(sql);
    return false;
}

sqlite3_stmt* Connection::prepare(std::string_view sql) {
    if (const auto kept = statements_.find(sql); kept != statements_.end()) return kept->second;
    sqlite3_stmt* statement = nullptr;
    const int status = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                          &statement, nullptr);
    if (status == SQLITE_OK) statements_.emplace(sql, statement);
    return statement;
}

void Connection::log_failure(std::string_view what) const {
    base::log(base::LogLevel::error, "storage failed",
              {{"statement", std::string{what.substr(0, 80)}}, {"reason", sqlite3_errmsg(handle_)}});
}

}  // namespace burner::storage
