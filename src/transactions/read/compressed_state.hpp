#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "assets/facts/backing.hpp"
#include "assets/price_source.hpp"
#include "solana/accounts/light_tree.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/programs/light_token.hpp"
#include "solana/rpc.hpp"
#include "transactions/read/account_snapshot.hpp"
#include "transactions/read/sources.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// A mint of compressed tokens as the chain has it.
struct CompressedMint {
    solana::Pubkey program;
    solana::Mint mint;
    std::vector<solana::light_token::PoolAmount> pools;  ///< what each holds, without those that do not exist
    std::optional<solana::Account> token_account;        ///< what is at the wallet's associated token address
};

/// The selected compressed tokens that the indexer knows, by address.
struct CompressedAccounts {
    std::unordered_map<solana::Pubkey, assets::CompressedTokenAccount> found;
    std::optional<std::string> failure;  ///< why the indexer did not say all; a sentence
};

/// The facts of a build's compressed tokens, read for this call.
struct CompressedState {
    CompressedAccounts accounts;
    std::unordered_map<solana::Pubkey, CompressedMint> mints;
    assets::Backings backings;
    std::unordered_map<solana::Pubkey, solana::LightTree> trees;
    assets::Prices prices;  ///< where a value protects
};

/// Asks the indexer for the selected tokens, page after page. The result says so where the indexer does not answer.
base::Task<CompressedAccounts> find_compressed(assets::CompressedTokenIndexer& indexer, solana::Pubkey wallet,
                                               std::vector<Selection> selections);

/// Reads what the chain says of these tokens. Fails where it cannot be read.
base::Task<base::Result<CompressedState>> read_compressed_state(Sources sources,
                                                                std::shared_ptr<AccountSnapshot> snapshot,
                                                                solana::Pubkey wallet, CompressedAccounts accounts);

}  // namespace burner::transactions
