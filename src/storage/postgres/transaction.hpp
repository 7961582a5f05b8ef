#pragma once

#include "storage/postgres/statement.hpp"
#include "storage/transaction.hpp"

namespace burner::storage {

/// A transaction of PostgreSQL, which is rolled back unless `commit` was called. BEGIN travels with the first
/// statement.
class PostgresTransaction final : public Transaction {
  public:
    /// `reading`: on one snapshot, in which nothing can be written.
    enum class Kind : std::uint8_t { reading, writing };
    /// How changes of the feed are numbered: by ones, or so that the server's timeline is in the number as well.
    enum class Numbers : std::uint8_t { plain, with_timeline };

    /// Each of its statements must be answered within the connection's deadline, and all of them by `until`.
    PostgresTransaction(PostgresConnection& connection, PostgresStatements& statements, Kind kind,
                        Numbers numbers = Numbers::plain,
                        PostgresConnection::Clock::time_point until = PostgresConnection::Clock::time_point::max());
    ~PostgresTransaction() override;

    std::int64_t changed_rows() override;
    void lock(std::string_view name, base::ByteView of) override;
    void notify(std::string_view line) override;
    std::string_view for_update() const override { return " FOR UPDATE"; }
    std::string_view for_share() const override { return " FOR SHARE"; }
    std::string_view next_change() const override;
    void go_on_numbering(std::string_view table, std::string_view column) override;

    /// False where the transaction does not hold, or where that is not known: `is_outcome_unknown`.
    bool commit();
    bool is_outcome_unknown() const;

  private:
    PreparedStatement* find(std::string_view sql) override { return &statements_.find(sql); }
    bool end_reading();

    PostgresConnection& connection_;
    PostgresStatements& statements_;
    const Kind kind_;
    const Numbers numbers_;
    bool is_open_ = true;
    bool is_commit_sent_ = false;
};

/// Lets the commit return before it is on the disk. A crash of the engine may forget what it says.
void commit_without_waiting(Transaction& transaction);

}  // namespace burner::storage
