#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/string_hash.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace burner::storage {

base::Error storage_unavailable();

class Transaction;

/// A prepared statement while it is used; it is reset and kept for the next use afterwards. Parameters are
/// bound in order, columns read by position. A failure makes the whole transaction fail, so nothing has to
/// be checked on the way: `row` then says that there is none.
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

    /// Steps to the next row.
    bool row();
    /// For what answers no rows.
    void run() { row(); }

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    /// Of what never passes 2^63: lamports, slots, block heights, counts.
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string text(int column) const;
    base::Bytes blob(int column) const;
    base::UnixTime time(int column) const;
    std::optional<base::UnixTime> optional_time(int column) const;

  private:
    friend class Transaction;
    Statement(Transaction& transaction, sqlite3_stmt* statement) : transaction_(transaction), statement_(statement) {}

    Transaction& transaction_;
    sqlite3_stmt* statement_;  ///< null when preparing failed
    int bound_ = 0;
};

/// One SQLite file in WAL mode, one connection, one user at a time. What `write` has returned for is on disk
/// (`synchronous=FULL`). Blocking: storage threads. Whatever SQLite refuses (disk full, I/O error, locked for
/// 5 s) rolls back and becomes `overloaded`; the reason goes to the log.
class Database {
  public:
    /// Creates the file with mode 0600, and brings the schema to this version. An error names file and reason.
    static base::Result<std::unique_ptr<Database>> open(const std::filesystem::path& path);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Runs `work(Transaction&) -> Result<T>` in a transaction; commits when it succeeds.
    template <class Work>
    auto write(Work&& work) -> decltype(work(std::declval<Transaction&>())) {
        return run("BEGIN IMMEDIATE", std::forward<Work>(work));
    }
    /// The same on a consistent snapshot.
    template <class Work>
    auto read(Work&& work) -> decltype(work(std::declval<Transaction&>())) {
        return run("BEGIN", std::forward<Work>(work));
    }

  private:
    friend class Transaction;
    explicit Database(sqlite3* connection) : connection_(connection) {}

    template <class Work>
    auto run(const char* begin, Work&& work) -> decltype(work(std::declval<Transaction&>()));
    bool execute(const char* sql);
    void log_failure(std::string_view what) const;

    std::mutex mutex_;
    sqlite3* connection_;
    std::unordered_map<std::string, sqlite3_stmt*, limits::StringHash, std::equal_to<>> statements_;
};

/// What runs between BEGIN and COMMIT. Rolled back unless `commit` succeeded.
class Transaction {
  public:
    Transaction(Database& database, const char* begin);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// Stays prepared for the next time.
    Statement prepare(std::string_view sql);
    /// Rows changed by the last statement.
    std::int64_t changed_rows() const;
    /// `PRAGMA user_version`, which takes no parameter.
    void set_version(std::size_t version);
    bool failed() const { return failed_; }
    bool commit();

  private:
    friend class Statement;
    void fail(std::string_view what);

    Database& database_;
    bool failed_ = false;
    bool open_ = false;
};

template <class Work>
auto Database::run(const char* begin, Work&& work) -> decltype(work(std::declval<Transaction&>())) {
    const std::lock_guard lock(mutex_);
    Transaction transaction{*this, begin};
    if (transaction.failed()) return std::unexpected(storage_unavailable());
    auto result = work(transaction);
    if (transaction.failed()) return std::unexpected(storage_unavailable());
    if (result && !transaction.commit()) return std::unexpected(storage_unavailable());
    return result;
}

}  // namespace burner::storage
