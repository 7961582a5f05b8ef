#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "reclaim/choice/choice.hpp"
#include "solana/pubkey.hpp"

namespace burner::reclaim {

/// Asks a Solana RPC who owns each of the accounts; nullopt for one that does not exist. The error is a sentence.
using FindOwners = std::function<base::Result<std::vector<std::optional<solana::Pubkey>>, std::string>(
    const std::string& rpc_url, const std::vector<solana::Pubkey>& addresses)>;

/// Returns the mints of the single tokens that are to be burned, NFTs among them: each might be a position in a pool.
std::vector<solana::Pubkey> single_mints(const Choice& choice);

/// Finds which of the mints are positions in liquidity pools, as the chain says, in base58.
base::Result<std::set<std::string>, std::string> find_positions(const std::vector<solana::Pubkey>& mints,
                                                                const std::string& rpc_url,
                                                                const FindOwners& find_owners);

}  // namespace burner::reclaim
