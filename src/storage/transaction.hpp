#pragma once

#include <cstdint>
#include <string_view>

#include "storage/statement.hpp"

namespace burner::storage {

/// The work between BEGIN and COMMIT. What the engines do not have in common are operations with a name here, so that a
/// store is written once. Lives on the stack of Database; used by one thread.
class Transaction {
  public:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    virtual ~Transaction() = default;

    /// Prepares a statement, which stays prepared for the next time. `sql` is what both engines take; its parameters
    /// are `?`, or `?1` where one is used twice.
    Statement prepare(std::string_view sql) { return Statement{find(sql)}; }
    /// Returns how many rows the last statement changed.
    virtual std::int64_t changed_rows() = 0;

    /// Waits until no other transaction holds the lock of that name and thing (empty: of all), and holds it to the end.
    /// It guards what no row stands for: a sum over rows, the order of numbers. In SQLite a writer is alone.
    virtual void lock(std::string_view name, base::ByteView of) = 0;
    /// Returns what makes a SELECT lock the rows that it reads until the end, to change them by what they hold.
    virtual std::string_view for_update() const = 0;
    /// Returns what makes a SELECT keep others from changing the rows that it reads until the end.
    virtual std::string_view for_share() const = 0;
    /// Makes the engine number later rows of a table from behind its last one, after rows with numbers were inserted.
    virtual void go_on_numbering(std::string_view table, std::string_view column) = 0;

    /// Returns the SQL of the number that the feed gives after its last one, `value`. It is larger than every number
    /// that was given before, also by a server that had more of them and was lost, where the engine can tell.
    virtual std::string_view next_change() const = 0;

    /// Sends a line to the processes that listen, at the commit; they may miss it. SQLite has nobody to send it to.
    virtual void notify(std::string_view line) = 0;

  private:
    /// Finds or prepares a statement. Null if the engine refuses it; then the transaction has failed.
    virtual PreparedStatement* find(std::string_view sql) = 0;
};

}  // namespace burner::storage
