#pragma once

#include "storage/sqlite/statement.hpp"
#include "storage/transaction.hpp"

namespace burner::storage {

/// A transaction of SQLite, which is rolled back unless `commit` succeeded.
class SqliteTransaction final : public Transaction {
  public:
    /// `begin` is the statement that begins it; see `has_failed`.
    SqliteTransaction(SqliteConnection& connection, SqliteStatements& statements, const char* begin)
        : connection_(connection), statements_(statements), is_open_(connection.begin(begin)) {}
    ~SqliteTransaction() override;

    std::int64_t changed_rows() override;
    /// These do nothing: whoever writes is alone, and numbers follow the rows.
    void lock(std::string_view /*name*/, base::ByteView /*of*/) override {}
    void notify(std::string_view /*line*/) override {}
    std::string_view for_update() const override { return {}; }
    std::string_view for_share() const override { return {}; }
    std::string_view next_change() const override { return "value + 1"; }
    void go_on_numbering(std::string_view /*table*/, std::string_view /*column*/) override {}

    /// Sets `PRAGMA user_version`, which takes no parameter.
    void set_version(std::size_t version);
    bool has_failed() const { return connection_.has_failed(); }
    bool commit();

  private:
    PreparedStatement* find(std::string_view sql) override { return statements_.find(sql); }

    SqliteConnection& connection_;
    SqliteStatements& statements_;
    bool is_open_;
};

}  // namespace burner::storage
