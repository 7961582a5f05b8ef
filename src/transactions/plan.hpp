#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "assets/mint_metadata.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/rpc.hpp"
#include "transactions/group.hpp"

namespace burner::transactions {

/// What of the chain a plan rests on, read for this call.
struct ChainState {
    std::optional<solana::Account> wallet;
    std::vector<std::optional<solana::Account>> accounts;  ///< one per selection, in their order
    std::optional<solana::Rent> rent;
    std::unordered_map<solana::Pubkey, solana::Mint> mints;
    assets::MetadataOf metadata;
};

struct Plan {
    std::vector<Group> groups;  ///< in the order of the selections
    std::vector<Rejection> rejected;
};

/// Applies the rule of assets/decision.hpp to every selection. Touches nothing but its arguments.
Plan plan(const solana::Pubkey& wallet, const std::vector<Selection>& selections, const ChainState& state);

/// Reads the wallet, the selected accounts, the mints of those with a balance and the metadata of what may be an NFT.
base::Task<base::Result<ChainState>> read_chain_state(solana::Rpc& rpc, solana::Pubkey wallet,
                                                      std::vector<Selection> selections);

}  // namespace burner::transactions
