#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

#include "base/result.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/sqlite/transaction.hpp"

namespace burner::storage {

base::Error storage_unavailable();

/// One SQLite file in WAL mode, one connection, one user at a time. What `write` has returned for is on disk
/// (`synchronous=FULL`). Blocking: storage threads. Whatever SQLite refuses (disk full, I/O error, locked for
/// 5 s) rolls back and becomes `overloaded`; the reason goes to the log.
class Database {
  public:
    /// Creates the file with mode 0600, and brings the schema to this version. An error names file and reason.
    static base::Result<std::unique_ptr<Database>> open(const std::filesystem::path& path);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Runs `work(Transaction&) -> Result<T>` in a transaction; commits when it succeeds.
    template <class Work>
    auto write(Work&& work) -> decltype(work(std::declval<Transaction&>())) {
        return run("BEGIN IMMEDIATE", std::forward<Work>(work));
    }
    /// Does the same on a consistent snapshot.
    template <class Work>
    auto read(Work&& work) -> decltype(work(std::declval<Transaction&>())) {
        return run("BEGIN", std::forward<Work>(work));
    }

  private:
    explicit Database(sqlite3* handle) : connection_(handle) {}

    template <class Work>
    auto run(const char* begin, Work&& work) -> decltype(work(std::declval<Transaction&>()));

    std::mutex mutex_;
    Connection connection_;
};

template <class Work>
auto Database::run(const char* begin, Work&& work) -> decltype(work(std::declval<Transaction&>())) {
    const std::lock_guard lock(mutex_);
    Transaction transaction{connection_, begin};
    if (transaction.failed()) return std::unexpected(storage_unavailable());
    auto result = work(transaction);
    if (transaction.failed()) return std::unexpected(storage_unavailable());
    if (result && !transaction.commit()) return std::unexpected(storage_unavailable());
    return result;
}

}  // namespace burner::storage
