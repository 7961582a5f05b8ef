#pragma once

#include <string_view>

struct sqlite3;

namespace burner::storage {

/// An open SQLite file, and whether the transaction on it has failed. Used by one thread at a time. What SQLite refuses
/// goes to the log with its reason.
class SqliteConnection {
  public:
    explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection();

    /// Runs SQL that has no parameters. False if SQLite refuses it.
    bool execute(const char* sql);

    /// Begins a transaction, which has not failed yet. False if SQLite refuses it.
    bool begin(const char* sql);
    /// Makes the transaction fail, the first time with a line in the log.
    void fail(std::string_view what);
    bool has_failed() const { return has_failed_; }

    sqlite3* handle() const { return handle_; }

  private:
    void log_failure(std::string_view what) const;

    sqlite3* handle_;
    bool has_failed_ = false;
};

}  // namespace burner::storage
