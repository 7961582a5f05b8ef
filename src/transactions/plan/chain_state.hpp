#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "assets/decide/cnft.hpp"
#include "assets/decide/core_asset.hpp"
#include "assets/decide/holding.hpp"
#include "assets/decide/mint_metadata.hpp"
#include "assets/price_source.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/rpc.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// What of the chain a plan rests on, read for this call.
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

/// What a decision about one of the mints rests on. Borrowed from the state.
assets::Facts facts_of(const ChainState& state, const solana::Pubkey& mint);

/// The wallet's token account at an address; `not_found` or `not_owner`.
base::Result<assets::Holding, assets::BlockedCode> holding_at(const solana::Pubkey& wallet,
                                                              const solana::Pubkey& address,
                                                              const std::optional<solana::Account>& account);

/// Reads backings through the cluster, which must outlive the task.
base::Task<assets::Backings> read_backings_of(solana::Rpc& rpc, std::vector<solana::PositionProgram> positions,
                                              std::vector<assets::BackingRequest> requests);

/// Reads the wallet, the selected accounts, the mints of those with a balance, what stands behind them, the metadata of
/// what may be an NFT, and what the burns of Core assets and compressed NFTs rest on.
base::Task<base::Result<ChainState>> read_chain_state(solana::Rpc& rpc, assets::AssetIndexer& indexer,
                                                      std::vector<solana::PositionProgram> positions,
                                                      solana::Pubkey wallet, std::vector<Selection> selections);

}  // namespace burner::transactions
