#include "storage/sqlite/statement.hpp"

#include <sqlite3.h>

namespace burner::storage {

SqliteStatement::~SqliteStatement() {
    sqlite3_finalize(handle_);
}

void SqliteStatement::check_bound(int status) {
    if (status != SQLITE_OK) connection_.fail("bind");
}

void SqliteStatement::bind_integer(int parameter, std::int64_t value) {
    check_bound(sqlite3_bind_int64(handle_, parameter, value));
}

void SqliteStatement::bind_text(int parameter, std::string_view text) {
    const char* bytes = text.data() == nullptr ? "" : text.data();  // a null pointer would bind NULL
    check_bound(sqlite3_bind_text64(handle_, parameter, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteStatement::bind_blob(int parameter, base::ByteView blob) {
    const void* bytes = blob.data() == nullptr ? "" : static_cast<const void*>(blob.data());
    check_bound(sqlite3_bind_blob64(handle_, parameter, bytes, blob.size(), SQLITE_TRANSIENT));
}

void SqliteStatement::bind_null(int parameter) {
    check_bound(sqlite3_bind_null(handle_, parameter));
}

bool SqliteStatement::step() {
    if (connection_.has_failed()) return false;
    const int status = sqlite3_step(handle_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) connection_.fail(sqlite3_sql(handle_));
    return false;
}

void SqliteStatement::reset() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

bool SqliteStatement::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

base::ByteView SqliteStatement::bytes(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
    const int size = sqlite3_column_bytes(handle_, column);
    return bytes == nullptr ? base::ByteView{} : base::ByteView{bytes, static_cast<std::size_t>(size)};
}

SqliteStatement* SqliteStatements::find(std::string_view sql) {
    if (const auto kept = statements_.find(sql); kept != statements_.end()) return kept->second.get();
    return prepare(sql);
}

SqliteStatement* SqliteStatements::prepare(std::string_view sql) {
    sqlite3_stmt* handle = nullptr;
    const int status = sqlite3_prepare_v3(connection_.handle(), sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (status != SQLITE_OK) {
        connection_.fail(sql);
        return nullptr;
    }
    return statements_.emplace(sql, std::make_unique<SqliteStatement>(connection_, handle)).first->second.get();
}

}  // namespace burner::storage
