#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assets/decide/backing.hpp"
#include "assets/indexers/compressed_token_indexer.hpp"
#include "assets/price_source.hpp"
#include "solana/accounts/light_tree.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/rpc.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// What the chain says of a mint of compressed tokens.
struct CompressedMint {
    solana::Pubkey program;
    solana::Mint mint;
    std::vector<solana::light_token::PoolAmount> pools;  ///< what each holds; those that there are not left out
    std::optional<solana::Account> token_account;        ///< what is at the wallet's associated token address
};

/// What of the indexer and the chain the burns of compressed tokens rest on, read for this call.
struct CompressedState {
    std::unordered_map<solana::Pubkey, assets::CompressedTokenAccount> accounts;  ///< the selected ones, by address
    std::optional<std::string> failure;  ///< why the indexer did not say all; a sentence
    std::unordered_map<solana::Pubkey, CompressedMint> mints;
    assets::Backings backings;
    std::unordered_map<solana::Pubkey, solana::LightTree> trees;
    assets::Prices prices;  ///< where a value protects
};

/// Fails where the chain cannot be read. An indexer that does not answer is told in the state.
base::Task<base::Result<CompressedState>> read_compressed_state(assets::CompressedTokenIndexer& indexer,
                                                                solana::Rpc& rpc,
                                                                std::vector<solana::PositionProgram> positions,
                                                                solana::Pubkey wallet,
                                                                std::vector<Selection> selections);

}  // namespace burner::transactions
