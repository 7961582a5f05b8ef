#pragma once

#include <thread>

#include "nodes/doorbell.hpp"
#include "storage/postgres/bell.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/postgres/waker.hpp"

namespace burner::storage {

/// Drives a doorbell over PostgreSQL, on a thread and a connection of its own. While it has no connection the other
/// nodes are not heard; it says so as soon as it hears them again. The doorbell outlives it, and is without a driver
/// again once it has ended. Throws std::runtime_error where the process has no descriptor left.
class PostgresBellThread {
  public:
    PostgresBellThread(ConnectionString address, const PostgresLimits& limits, nodes::Doorbell& bell);
    PostgresBellThread(const PostgresBellThread&) = delete;
    PostgresBellThread& operator=(const PostgresBellThread&) = delete;
    ~PostgresBellThread();

  private:
    void run(const std::stop_token& stop);
    void carry(PostgresSession& session, const std::stop_token& stop);

    PostgresPool pool_;
    nodes::Doorbell& bell_;
    Waker waker_;  ///< is woken when there is something to send, or the end has come
    std::jthread thread_;
};

}  // namespace burner::storage
