#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "solana/pubkey.hpp"

namespace burner::app {

/// Asks a Solana RPC who owns each of the accounts, in the order asked; nullopt for a missing account. Blocks until the
/// answer is there. The error is a sentence.
base::Result<std::vector<std::optional<solana::Pubkey>>, std::string> find_owners(
    const std::string& rpc_url, const std::vector<solana::Pubkey>& addresses);

}  // namespace burner::app
