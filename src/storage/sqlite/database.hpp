#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "base/result.hpp"
#include "storage/database.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/statement.hpp"

namespace burner::storage {

/// One SQLite file in WAL mode, one connection, one user at a time. What `write` has returned for is on disk
/// (`synchronous=FULL`). Whatever SQLite refuses (disk full, I/O error, locked for 5 s) rolls back.
class SqliteDatabase final : public Database {
  public:
    /// Creates the file with mode 0600, and brings the schema to this version. An error names file and reason.
    static base::Result<std::unique_ptr<SqliteDatabase>> open(const std::filesystem::path& path);

  private:
    explicit SqliteDatabase(sqlite3* handle) : connection_(handle) {}

    base::Result<void> bring_up_to_date();
    bool run(Access access, const Attempt& attempt) override;

    std::mutex mutex_;
    SqliteConnection connection_;
    SqliteStatements statements_{connection_};
};

}  // namespace burner::storage
