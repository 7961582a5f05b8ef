#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "storage/postgres/connection_string.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/postgres/waker.hpp"

namespace burner::storage {

/// Hears which changes other nodes have committed, over a connection of its own. What was sent while there was none is
/// lost, and so is everything behind a pooler that gives a session to many. One thread, but for `wake`. Throws
/// std::runtime_error where the process has no descriptor left.
class PostgresListener {
  public:
    PostgresListener(ConnectionString address, const PostgresLimits& limits);

    /// Waits for lines, at most `within`; connects first where it has to. Returns none when the time is up, or after
    /// `wake`.
    std::vector<std::string> wait(std::chrono::milliseconds within);
    /// Ends a wait, or the next one. Any thread.
    void wake() const { waker_.wake(); }
    /// Counts the connections: after another one, lines may have been missed.
    unsigned connections() const { return connections_; }

  private:
    bool connect();

    PostgresPool pool_;
    Waker waker_;
    std::unique_ptr<PostgresSession> session_;
    std::chrono::steady_clock::time_point retry_at_;
    unsigned connections_ = 0;
};

}  // namespace burner::storage
