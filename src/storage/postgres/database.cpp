#include "storage/postgres/database.hpp"

#include <random>
#include <thread>

#include <fmt/format.h>

#include "base/log.hpp"
#include "storage/postgres/schema.hpp"
#include "storage/postgres/transaction.hpp"

namespace burner::storage {

namespace {

constexpr int max_attempts = 8;

using Time = PostgresConnection::Clock::time_point;

enum class Outcome : std::uint8_t { done, failed, again };

/// Runs one attempt. Where the work throws, the transaction rolls back.
Outcome run_once(PostgresConnection& connection, PostgresTransaction& transaction,
                 const std::function<bool(Transaction&)>& attempt) {
    const bool may_commit = attempt(transaction);
    if (!may_commit && !connection.has_failed()) return Outcome::done;
    if (may_commit && transaction.commit()) return Outcome::done;
    if (transaction.is_outcome_unknown()) {
        base::log(base::LogLevel::error, "outcome of a commit unknown");
        return Outcome::failed;
    }
    return connection.failure() == PostgresFailure::refused ? Outcome::failed : Outcome::again;
}

/// Returns whether the server says which timeline it is on. A service may have taken that from its users.
bool tells_timeline(PostgresSession& session) {
    PostgresTransaction transaction{*session.connection, session.statements, PostgresTransaction::Kind::reading};
    auto row = transaction.prepare("SELECT pg_walfile_name(pg_current_wal_lsn())");
    return row.row() && transaction.commit();
}

/// Sleeps for a random time that grows with the attempts, so that those who were in each other's way part.
void back_off(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto longest = 1'000 << attempt;
    std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution{0, longest}(random)});
}

/// Gives a session back to its pool, also when the work throws.
class Lent {
  public:
    explicit Lent(PostgresPool& pool) : pool_(pool), session_(pool.take()) {}
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    ~Lent() {
        if (session_) pool_.give(std::move(session_));
    }

    PostgresSession* get() { return session_.get(); }

  private:
    PostgresPool& pool_;
    std::unique_ptr<PostgresSession> session_;
};

}  // namespace

base::Result<std::unique_ptr<PostgresDatabase>> PostgresDatabase::open(const ConnectionString& address,
                                                                       const PostgresLimits& limits) {
    std::unique_ptr<PostgresDatabase> database{new PostgresDatabase(address, limits)};
    auto session = database->pool_.open();
    if (!session) return std::unexpected(explain(session.error(), address));
    if (const auto fits = check_schema(**session, schema_steps()); !fits)
        return base::fail(base::ErrorCode::internal,
                          fmt::format("storage.url {}: the database {}", address.shown(), fits.error().message));
    if (!tells_timeline(**session)) {
        database->numbers_ = PostgresTransaction::Numbers::plain;
        base::log(base::LogLevel::warn,
                  "the database does not tell its timeline: grant EXECUTE on pg_walfile_name and pg_current_wal_lsn, or"
                  " a fail-over that loses changes may give their numbers again");
    }
    database->pool_.keep(*std::move(session));
    return database;
}

bool PostgresDatabase::run(Access access, const Attempt& attempt) {
    const auto kind = access == Access::write ? PostgresTransaction::Kind::writing : PostgresTransaction::Kind::reading;
    const Time last_retry = pool_.last_retry();
    int tried = 0;
    do {
        if (tried > 0) back_off(tried);
        Lent lent{pool_};
        if (lent.get() == nullptr) return false;
        auto& [connection, statements] = *lent.get();
        PostgresTransaction transaction{*connection, statements, kind, numbers_, tried == 0 ? Time::max() : last_retry};
        const Outcome outcome = run_once(*connection, transaction, attempt);
        if (outcome != Outcome::again) return outcome == Outcome::done;
    } while (++tried < max_attempts && PostgresConnection::Clock::now() < last_retry);
    base::log(base::LogLevel::error, "a transaction was given up", {{"attempts", fmt::to_string(tried)}});
    return false;
}

}  // namespace burner::storage
