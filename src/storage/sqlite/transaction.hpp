#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "storage/sqlite/connection.hpp"

namespace burner::storage {

class Transaction;

/// A prepared statement while it is used; it is reset and kept for the next use afterwards. Parameters are
/// bound in order, columns read by position. A failure makes the whole transaction fail, so nothing has to
/// be checked on the way: `row` then returns false.
class Statement {
  public:
    Statement(Statement&& other) noexcept
        : transaction_(other.transaction_),
          statement_(std::exchange(other.statement_, nullptr)),
          bound_(other.bound_) {}
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view text);
    Statement& bind(base::ByteView blob);
    Statement& bind(base::UnixTime time);  ///< milliseconds since 1970
    Statement& bind(std::nullopt_t);
    template <class T>
    Statement& bind(const std::optional<T>& value) {
        return value ? bind(*value) : bind(std::nullopt);
    }
    template <class... Values>
        requires(sizeof...(Values) > 1)
    Statement& bind(const Values&... values) {
        (bind(values), ...);
        return *this;
    }

    /// Steps to the next row; false when there is no other, or the transaction has failed.
    bool row();
    /// Runs a statement that answers no rows.
    void run() { row(); }

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    /// Reads what never passes 2^63: lamports, slots, block heights, counts.
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string text(int column) const;
    base::Bytes blob(int column) const;
    /// Copies a blob of exactly this size to `out`. False if it has another.
    bool read_blob(int column, std::span<std::uint8_t> out) const;
    base::UnixTime time(int column) const;
    std::optional<base::UnixTime> optional_time(int column) const;

  private:
    friend class Transaction;
    Statement(Transaction& transaction, sqlite3_stmt* statement) : transaction_(transaction), statement_(statement) {}

    Transaction& transaction_;
    sqlite3_stmt* statement_;  ///< null when preparing failed
    int bound_ = 0;
};

/// The work between BEGIN and COMMIT, which is rolled back unless `commit` succeeded.
class Transaction {
  public:
    Transaction(Connection& connection, const char* begin);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// Prepares a statement, which stays prepared for the next time.
    Statement prepare(std::string_view sql);
    /// Returns how many rows the last statement changed.
    std::int64_t changed_rows() const;
    /// Sets `PRAGMA user_version`, which takes no parameter.
    void set_version(std::size_t version);
    bool failed() const { return failed_; }
    bool commit();

  private:
    friend class Statement;
    void fail(std::string_view what);

    Connection& connection_;
    bool failed_ = false;
    bool open_ = false;
};

}  // namespace burner::storage
