#include "storage/sqlite/database.hpp"

#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/log.hpp"
#include "storage/sqlite/schema.hpp"

namespace burner::storage {

namespace {

/// Everything that Debian's build or a default might decide otherwise.
constexpr const char* pragmas[] = {
    "PRAGMA busy_timeout=5000",        // the command line writes to the same file
    "PRAGMA journal_mode=WAL",         // readers and the writer do not wait for each other
    "PRAGMA synchronous=FULL",         // an acknowledged write survives a power cut
    "PRAGMA wal_autocheckpoint=1000",  // pages
    "PRAGMA foreign_keys=ON",         "PRAGMA secure_delete=ON", "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",       "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-2000",  // KiB
};

std::unexpected<base::Error> cannot_open(const std::filesystem::path& path, std::string_view reason) {
    return base::fail(base::ErrorCode::internal, fmt::format("database {}: {}", path.string(), reason));
}

/// SQLite would create the file with the umask's mode; its companions take the mode of the file.
bool create_private(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return descriptor >= 0 && ::close(descriptor) == 0;
}

}  // namespace

base::Error storage_unavailable() {
    return {base::ErrorCode::overloaded, "Storage unavailable"};
}

base::Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path) {
    if (!create_private(path)) return cannot_open(path, std::strerror(errno));
    sqlite3* connection = nullptr;
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int status = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
    std::unique_ptr<Database> database{new Database(connection)};
    if (status != SQLITE_OK) return cannot_open(path, sqlite3_errstr(status));
    for (const char* pragma : pragmas) {
        if (!database->execute(pragma)) return cannot_open(path, sqlite3_errmsg(connection));
    }
    const auto migrated = database->write([](Transaction& transaction) { return migrate(transaction); });
    if (!migrated) return cannot_open(path, migrated.error().message);
    return database;
}

Database::~Database() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(connection_);
}

bool Database::execute(const char* sql) {
    if (sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return true;
    log_failure(sql);
    return false;
}

void Database::log_failure(std::string_view what) const {
    base::log(base::LogLevel::error, "storage failed",
              {{"statement", std::string{what.substr(0, 80)}}, {"reason", sqlite3_errmsg(connection_)}});
}

Transaction::Transaction(Database& database, const char* begin) : database_(database) {
    open_ = database_.execute(begin);
    failed_ = !open_;
}

Transaction::~Transaction() {
    // SQLite has already rolled back after some errors.
    if (open_ && sqlite3_get_autocommit(database_.connection_) == 0) database_.execute("ROLLBACK");
}

bool Transaction::commit() {
    if (failed_ || !database_.execute("COMMIT")) return false;
    open_ = false;
    return true;
}

void Transaction::fail(std::string_view what) {
    if (!failed_) database_.log_failure(what);
    failed_ = true;
}

std::int64_t Transaction::changed_rows() const {
    return sqlite3_changes64(database_.connection_);
}

void Transaction::set_version(std::size_t version) {
    const std::string sql = fmt::format("PRAGMA user_version={}", version);
    if (!database_.execute(sql.c_str())) failed_ = true;
}

Statement Transaction::prepare(std::string_view sql) {
    auto kept = database_.statements_.find(sql);
    if (kept == database_.statements_.end()) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(database_.connection_, sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
            fail(sql);
            return {*this, nullptr};
        }
        kept = database_.statements_.emplace(sql, statement).first;
    }
    return {*this, kept->second};
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

base::UnixTime Statement::time(int column) const {
    return base::UnixTime{std::chrono::milliseconds{integer(column)}};
}

std::optional<base::UnixTime> Statement::optional_time(int column) const {
    if (is_null(column)) return std::nullopt;
    return time(column);
}

}  // namespace burner::storage
