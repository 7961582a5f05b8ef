#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/string_hash.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace burner::storage {

/// An open SQLite file with the statements prepared on it. Used by one thread at a time. What SQLite refuses goes to
/// the log with its reason.
class Connection {
  public:
    explicit Connection(sqlite3* handle) : handle_(handle) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    bool execute(const char* sql);
    /// Prepares a statement, and keeps it for the next time. Null if SQLite refuses it.
    sqlite3_stmt* prepare(std::string_view sql);
    void log_failure(std::string_view what) const;
    sqlite3* handle() const { return handle_; }

  private:
    sqlite3* handle_;
    std::unordered_map<std::string, sqlite3_stmt*, base::StringHash, std::equal_to<>> statements_;
};

}  // namespace burner::storage
