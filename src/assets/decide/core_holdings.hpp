#pragma once

#include <utility>
#include <vector>

#include "assets/decide/core_asset.hpp"
#include "assets/facts/read_accounts.hpp"

namespace burner::assets {

/// An account with its address.
using AccountAt = std::pair<solana::Pubkey, solana::Account>;

/// Reads the Core assets among these accounts, with their collections and what their oracles say, in two rounds. They
/// come in the order given; other accounts are left out. The slot is the oldest of the rounds, or the highest possible
/// where there was no round.
base::Task<base::Result<solana::AtSlot<std::vector<CoreHolding>>>> read_core_assets(ReadAccounts read,
                                                                                    std::vector<AccountAt> accounts);

}  // namespace burner::assets
