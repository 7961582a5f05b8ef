#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "assets/facts/backing.hpp"
#include "assets/facts/mint_metadata.hpp"
#include "solana/accounts/mint.hpp"
#include "transactions/read/account_snapshot.hpp"
#include "transactions/read/sources.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// The facts that the burns of balances rest on besides the accounts that hold them, by mint.
struct TokenFacts {
    std::unordered_map<solana::Pubkey, solana::Mint> mints;
    assets::Backings backings;
    assets::MetadataOf metadata;  ///< of what may be an NFT
};

/// Reads these facts for the selections whose accounts hold something; `accounts` are those of the selections, in their
/// order.
base::Task<base::Result<TokenFacts>> read_tokens(Sources sources, std::shared_ptr<AccountSnapshot> snapshot,
                                                 solana::Pubkey wallet, std::vector<Selection> selections,
                                                 std::vector<std::optional<solana::Account>> accounts);

}  // namespace burner::transactions
