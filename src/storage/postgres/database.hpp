#pragma once

#include <memory>

#include "base/result.hpp"
#include "storage/database.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/postgres/transaction.hpp"

namespace burner::storage {

/// A PostgreSQL database, on a few connections. What `write` has returned for is committed on the primary, and on its
/// synchronous standby where it has one. A transaction that another one was in the way of is run again, and so is one
/// whose connection was lost before its commit was sent: for as long as one answer of the server may take.
class PostgresDatabase final : public Database {
  public:
    /// Connects once, and checks that the schema is one that this version works with. An error is a sentence for the
    /// operator.
    static base::Result<std::unique_ptr<PostgresDatabase>> open(const ConnectionString& address,
                                                                const PostgresLimits& limits);

  private:
    PostgresDatabase(const ConnectionString& address, const PostgresLimits& limits) : pool_(address, limits) {}

    bool run(Access access, const Attempt& attempt) override;

    PostgresPool pool_;
    PostgresTransaction::Numbers numbers_ = PostgresTransaction::Numbers::with_timeline;
};

}  // namespace burner::storage
