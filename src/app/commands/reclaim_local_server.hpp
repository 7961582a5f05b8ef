#pragma once

#include <optional>
#include <string>

#include "reclaim/reclaim.hpp"

namespace burner::app {

/// Starts a whole server in this process on a free loopback port, with a key of its own; its data lives in a temporary
/// folder that goes with it. Throws std::runtime_error where it cannot start.
reclaim::LocalServer start_local_server(std::string rpc_url, std::optional<solana::Pubkey> donation_wallet);

}  // namespace burner::app
