#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace burner::storage {

/// A statement as an engine has prepared it: parameters count from 1, columns from 0. It belongs to a connection, which
/// outlives each use of it. The first failure makes the whole transaction fail, and the engine logs its reason; from
/// then on `step` finds no row. Used through Statement, by the thread that has the transaction.
class PreparedStatement {
  public:
    PreparedStatement() = default;
    PreparedStatement(const PreparedStatement&) = delete;
    PreparedStatement& operator=(const PreparedStatement&) = delete;
    virtual ~PreparedStatement() = default;

    virtual void bind_integer(int parameter, std::int64_t value) = 0;
    virtual void bind_text(int parameter, std::string_view text) = 0;
    virtual void bind_blob(int parameter, base::ByteView blob) = 0;
    virtual void bind_null(int parameter) = 0;
    /// Moves to the next row, the first time by executing the statement. False when there is no other.
    virtual bool step() = 0;
    /// Executes the statement, whose rows nobody wants.
    virtual void run() = 0;
    /// Forgets parameters and rows, for the next use.
    virtual void reset() = 0;

    virtual bool is_null(int column) const = 0;
    /// Reads a number; 0 where the column is null.
    virtual std::int64_t integer(int column) const = 0;
    /// Reads a text or a blob, empty where the column is null. It lives until the next step or reset.
    virtual base::ByteView bytes(int column) const = 0;
};

/// A prepared statement while it is used. Parameters are bound in order, columns read by position. A failure makes the
/// whole transaction fail, so nothing has to be checked on the way: `row` then returns false. Of one text only one
/// statement is used at a time.
class Statement {
  public:
    /// Null stands for a statement that could not be prepared: the transaction has failed.
    explicit Statement(PreparedStatement* prepared) : prepared_(prepared) {}
    Statement(Statement&& other) noexcept : prepared_(std::exchange(other.prepared_, nullptr)), bound_(other.bound_) {}
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(std::int64_t value);
    /// Binds what `count` reads.
    Statement& bind(std::uint64_t value) { return bind(static_cast<std::int64_t>(value)); }
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
    bool row() { return prepared_ != nullptr && prepared_->step(); }
    /// Runs a statement that answers no rows. An engine may send it with the next statement or the commit.
    void run();

    bool is_null(int column) const { return prepared_->is_null(column); }
    std::int64_t integer(int column) const { return prepared_->integer(column); }
    /// Reads what never passes 2^63: lamports, slots, block heights, counts.
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string text(int column) const { return std::string{base::as_text(prepared_->bytes(column))}; }
    base::Bytes blob(int column) const;
    /// Copies a blob of exactly this size to `out`. False if it has another.
    bool read_blob(int column, std::span<std::uint8_t> out) const;
    base::UnixTime time(int column) const { return base::UnixTime{std::chrono::milliseconds{integer(column)}}; }
    std::optional<base::UnixTime> optional_time(int column) const;

  private:
    PreparedStatement* prepared_;
    int bound_ = 0;
};

}  // namespace burner::storage
