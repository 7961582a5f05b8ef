#include "storage/sqlite/database.hpp"

#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/file.hpp"
#include "storage/sqlite/schema.hpp"
#include "storage/sqlite/transaction.hpp"

namespace burner::storage {

namespace {

/// The settings that Debian's build or a default might decide otherwise.
constexpr const char* pragmas[] = {
    "PRAGMA busy_timeout=5000",        // the command line writes to the same file
    "PRAGMA journal_mode=WAL",         // readers and the writer do not wait for each other
    "PRAGMA synchronous=FULL",         // an acknowledged write survives a power cut
    "PRAGMA wal_autocheckpoint=1000",  // pages
    "PRAGMA foreign_keys=ON",         "PRAGMA secure_delete=ON", "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",       "PRAGMA mmap_size=0",
    "PRAGMA cache_size=-2000",  // KiB
};

/// Begins a transaction that waits for other writers now, and does not fail when it writes.
constexpr const char* begin_immediate = "BEGIN IMMEDIATE";

std::unexpected<base::Error> cannot_open(const std::filesystem::path& path, std::string_view reason) {
    return base::fail(base::ErrorCode::internal, fmt::format("database {}: {}", path.string(), reason));
}

/// Creates the file with mode 0600, where SQLite would use the umask's; its companions take the mode of the file.
bool create_private(const std::filesystem::path& path) {
    return base::open_file(path, O_RDWR | O_CREAT).is_open();
}

}  // namespace

base::Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::filesystem::path& path) {
    if (!create_private(path)) return cannot_open(path, std::strerror(errno));
    sqlite3* connection = nullptr;
    constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int status = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
    std::unique_ptr<SqliteDatabase> database{new SqliteDatabase(connection)};
    if (status != SQLITE_OK) return cannot_open(path, sqlite3_errstr(status));
    for (const char* pragma : pragmas) {
        if (!database->connection_.execute(pragma)) return cannot_open(path, sqlite3_errmsg(connection));
    }
    if (const auto migrated = database->bring_up_to_date(); !migrated)
        return cannot_open(path, migrated.error().message);
    return database;
}

base::Result<void> SqliteDatabase::bring_up_to_date() {
    SqliteTransaction transaction{connection_, statements_, begin_immediate};
    if (transaction.has_failed()) return std::unexpected(storage_unavailable());
    if (auto migrated = migrate(transaction); !migrated) return migrated;
    if (!transaction.commit()) return std::unexpected(storage_unavailable());
    return {};
}

bool SqliteDatabase::run(Access access, const Attempt& attempt) {
    const std::lock_guard lock(mutex_);
    SqliteTransaction transaction{connection_, statements_, access == Access::write ? begin_immediate : "BEGIN"};
    if (transaction.has_failed()) return false;
    const bool may_commit = attempt(transaction);
    if (transaction.has_failed()) return false;
    return !may_commit || transaction.commit();
}

}  // namespace burner::storage
