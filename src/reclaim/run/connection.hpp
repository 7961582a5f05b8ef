#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include <burnandclaim/client.hpp>

#include "base/result.hpp"
#include "reclaim/options/options.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {

/// A server in this process, and the key to it. It runs as long as `alive` does.
struct LocalServer {
    std::string base_url;
    std::string api_key;
    std::shared_ptr<void> alive;
};

/// Starts a local server. Donations go to the wallet, if one is given.
using StartLocalServer = std::function<LocalServer(std::string rpc_url, std::optional<solana::Pubkey> donation_wallet)>;

/// The way to a server, with the least that the job needs: a session of the one wallet. An API key is
/// only used to mint it, again when it expires.
struct Connection {
    std::shared_ptr<void> local_server;  ///< keeps the server of this process running
    std::string server;                  ///< its URL, or that of another program
    std::unique_ptr<burnandclaim::BurnerClient> client;
};

/// Makes a connection, and sends nothing yet. The error is a sentence about options or credentials.
base::Result<Connection, std::string> connect(const ReclaimOptions& options, const std::string& wallet,
                                              const StartLocalServer& start_local_server, std::ostream& err);

}  // namespace burner::reclaim
