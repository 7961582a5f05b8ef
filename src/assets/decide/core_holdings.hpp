#pragma once

#include <utility>
#include <vector>

#include "assets/decide/core_asset.hpp"
#include "assets/facts/read_accounts.hpp"

namespace burner::assets {

/// An account with its address.
using AccountAt = std::pair<solana::Pubkey, solana::Account>;

/// The Core assets among these accounts, with their collections and what their oracles say, read in two rounds. In the
/// order given, what is none left out. At the oldest slot of the rounds, the highest there is without any.
base::Task<base::Result<solana::AtSlot<std::vector<CoreHolding>>>> read_core_assets(ReadAccounts read,
                                                                                    std::vector<AccountAt> accounts);

}  // namespace burner::assets
