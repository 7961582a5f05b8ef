#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/postgres/connection.hpp"
#include "storage/postgres/statement.hpp"

namespace burner::storage {

/// A connection with the statements prepared on it.
struct PostgresSession {
    explicit PostgresSession(std::unique_ptr<PostgresConnection> opened)
        : connection(std::move(opened)), statements(*connection) {}

    const std::unique_ptr<PostgresConnection> connection;
    PostgresStatements statements;
};

struct PostgresLimits {
    std::size_t connections = 4;
    std::chrono::milliseconds deadline{5'000};  ///< within which what is sent together must be answered
};

/// A few connections to one database, opened when they are first needed. Any thread may use it.
class PostgresPool {
  public:
    PostgresPool(ConnectionString address, const PostgresLimits& limits)
        : address_(std::move(address)), limits_(limits) {}

    /// Lends a session that nobody else uses until it is given back. Null if none comes free within the deadline, or no
    /// server is reached; the log says why.
    std::unique_ptr<PostgresSession> take();
    /// Returns by when whoever begins now has tried often enough: the deadline, and the pause after a failure.
    std::chrono::steady_clock::time_point last_retry() const;
    /// Takes a session back. One whose connection is lost ends here, and with it all that are idle: what cut the one
    /// has most likely cut them.
    void give(std::unique_ptr<PostgresSession> session);

    /// Opens a session with the first host that takes writes. An error is that of the most telling host.
    base::Result<std::unique_ptr<PostgresSession>, ConnectError> open() const;
    /// Keeps an opened session for whoever needs one.
    void keep(std::unique_ptr<PostgresSession> session);

  private:
    using Clock = std::chrono::steady_clock;

    std::unique_ptr<PostgresSession> take_idle();
    std::unique_ptr<PostgresSession> open_one();

    const ConnectionString address_;
    const PostgresLimits limits_;
    std::mutex mutex_;
    std::condition_variable given_;
    std::vector<std::unique_ptr<PostgresSession>> idle_;
    std::size_t lent_ = 0;
    Clock::time_point unreachable_until_;
};

}  // namespace burner::storage
