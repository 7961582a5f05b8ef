#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/string_hash.hpp"
#include "storage/sqlite/connection.hpp"
#include "storage/statement.hpp"

struct sqlite3_stmt;

namespace burner::storage {

/// A statement that SQLite has prepared.
class SqliteStatement final : public PreparedStatement {
  public:
    SqliteStatement(SqliteConnection& connection, sqlite3_stmt* handle) : connection_(connection), handle_(handle) {}
    ~SqliteStatement() override;

    void bind_integer(int parameter, std::int64_t value) override;
    void bind_text(int parameter, std::string_view text) override;
    void bind_blob(int parameter, base::ByteView blob) override;
    void bind_null(int parameter) override;
    bool step() override;
    void run() override { step(); }
    void reset() override;

    bool is_null(int column) const override;
    std::int64_t integer(int column) const override;
    base::ByteView bytes(int column) const override;

  private:
    /// Makes the transaction fail unless SQLite has bound a value.
    void check_bound(int status);

    SqliteConnection& connection_;
    sqlite3_stmt* handle_;
};

/// The statements prepared on a connection, each once. The connection outlives them.
class SqliteStatements {
  public:
    explicit SqliteStatements(SqliteConnection& connection) : connection_(connection) {}

    /// Finds or prepares a statement. Null if SQLite refuses it; then the transaction has failed.
    SqliteStatement* find(std::string_view sql);

  private:
    SqliteStatement* prepare(std::string_view sql);

    SqliteConnection& connection_;
    std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, base::StringHash, std::equal_to<>> statements_;
};

}  // namespace burner::storage
