#include "storage/sqlite/transaction.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

namespace burner::storage {

Transaction::Transaction(Connection& connection, const char* begin) : connection_(connection) {
    open_ = connection_.execute(begin);
    failed_ = !open_;
}

Transaction::~Transaction() {
    // SQLite has already rolled back after some errors.
    if (open_ && sqlite3_get_autocommit(connection_.handle()) == 0) connection_.execute("ROLLBACK");
}

bool Transaction::commit() {
    if (failed_ || !connection_.execute("COMMIT")) return false;
    open_ = false;
    return true;
}

void Transaction::fail(std::string_view what) {
    if (!failed_) connection_.log_failure(what);
    failed_ = true;
}

std::int64_t Transaction::changed_rows() const {
    return sqlite3_changes64(connection_.handle());
}

void Transaction::set_version(std::size_t version) {
    const std::string sql = fmt::format("PRAGMA user_version={}", version);
    if (!connection_.execute(sql.c_str())) failed_ = true;
}

Statement Transaction::prepare(std::string_view sql) {
    sqlite3_stmt* statement = connection_.prepare(sql);
    if (statement == nullptr) fail(sql);
    return {*this, statement};
}

Statement::~Statement() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Statement& Statement::bind(std::int64_t value) {
    if (sqlite3_bind_int64(statement_, ++bound_, value) != SQLITE_OK) transaction_.fail("bind");
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    const char* bytes = text.data() == nullptr ? "" : text.data();  // a null pointer would bind NULL
    if (sqlite3_bind_text64(statement_, ++bound_, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK) {
        transaction_.fail("bind");
    }
    return *this;
}

Statement& Statement::bind(base::ByteView blob) {
    const void* bytes = blob.data() == nullptr ? "" : static_cast<const void*>(blob.data());
    if (sqlite3_bind_blob64(statement_, ++bound_, bytes, blob.size(), SQLITE_TRANSIENT) != SQLITE_OK) {
        transaction_.fail("bind");
    }
    return *this;
}

Statement& Statement::bind(base::UnixTime time) {
    return bind(std::int64_t{time.time_since_epoch().count()});
}

Statement& Statement::bind(std::nullopt_t) {
    if (sqlite3_bind_null(statement_, ++bound_) != SQLITE_OK) transaction_.fail("bind");
    return *this;
}

bool Statement::row() {
    if (transaction_.failed()) return false;
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) transaction_.fail(sqlite3_sql(statement_));
    return false;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
    const auto bytes = blob(column);
    return std::string{base::as_text(bytes)};
}

base::Bytes Statement::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr ? base::Bytes{} : base::Bytes(bytes, bytes + size);
}

bool Statement::read_blob(int column, std::span<std::uint8_t> out) const {
    const auto bytes = blob(column);
    if (bytes.size() != out.size()) return false;
    std::ranges::copy(bytes, out.begin());
    return true;
}

base::UnixTime Statement::time(int column) const {
    return base::UnixTime{std::chrono::milliseconds{integer(column)}};
}

std::optional<base::UnixTime> Statement::optional_time(int column) const {
    if (is_null(column)) return std::nullopt;
    return time(column);
}

}  // namespace burner::storage
