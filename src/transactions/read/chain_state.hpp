#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "assets/decide/cnft_proofs.hpp"
#include "assets/decide/core_holdings.hpp"
#include "assets/decide/holding.hpp"
#include "assets/facts/mint_metadata.hpp"
#include "assets/price_source.hpp"
#include "base/result.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// The facts of a build's items that are accounts of the chain or compressed NFTs, read for this call.
struct ChainState {
    std::optional<solana::Account> wallet;
    std::vector<std::optional<solana::Account>> accounts;  ///< one per selection, in their order
    std::optional<solana::Rent> rent;
    std::unordered_map<solana::Pubkey, solana::Mint> mints;
    assets::MetadataOf metadata;
    assets::Backings backings;
    std::unordered_map<solana::Pubkey, assets::CoreHolding> core;  ///< the Core assets among the accounts
    assets::CnftProofs cnfts;                                      ///< of the selections that are compressed NFTs
    assets::Prices prices;                                         ///< of what is burned, where a value protects it
};

/// Gives what a decision about one of the mints rests on. Borrowed from the state.
assets::Facts facts_of(const ChainState& state, const solana::Pubkey& mint);

/// Gives the wallet's token account at an address; `not_found` or `not_owner` where there is none.
base::Result<assets::Holding, assets::BlockedCode> holding_at(const solana::Pubkey& wallet,
                                                              const solana::Pubkey& address,
                                                              const std::optional<solana::Account>& account);

}  // namespace burner::transactions
