#pragma once

#include <string>
#include <vector>

#include "nodes/doorbell.hpp"
#include "storage/postgres/pool.hpp"

namespace burner::storage {

/// Carries the rings of a doorbell to the other nodes by NOTIFY, and theirs to it by LISTEN. Used by the thread that
/// has the session, which outlives it. Between two calls that thread waits for the session's socket, and for rings.
class PostgresBell {
  public:
    PostgresBell(PostgresSession& session, nodes::Doorbell& bell) : session_(session), bell_(bell) {}

    /// Hears the other nodes from here on, and says that what they rang before is lost. False where the connection is
    /// lost.
    bool listen();
    /// Sends the batch that is due, and tells the handlers what has come. Waits for the engine, but for no other node.
    /// False: the connection is lost, and what was to be sent may be.
    bool exchange(base::SteadyTime now);

  private:
    bool send(const std::vector<std::string>& payloads);

    PostgresSession& session_;
    nodes::Doorbell& bell_;
};

}  // namespace burner::storage
