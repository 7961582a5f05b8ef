#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include <burnandclaim/client.hpp>

#include "base/result.hpp"
#include "reclaim/reclaim.hpp"

namespace burner::reclaim {

/// The way to a server, with the least that the job needs: a session of the one wallet. An API key is
/// only used to mint it, again when it expires.
struct Connection {
    std::shared_ptr<void> local_server;  ///< keeps the server of this process running
    std::unique_ptr<burnandclaim::BurnerClient> client;
};

/// Nothing is sent yet. The error is a sentence about options or credentials.
base::Result<Connection, std::string> connect(const ReclaimOptions& options, const std::string& wallet,
                                              const Surroundings& surroundings, std::ostream& err);

}  // namespace burner::reclaim
