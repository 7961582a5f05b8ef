#pragma once

#include <unordered_set>

#include "assets/facts/mint_metadata.hpp"

namespace burner::assets {

/// Finds which of these editions are of masters that the wallet itself holds, in accounts of `program`: a print does
/// not say its master's mint.
base::Task<base::Result<Masters>> find_own_masters(solana::Rpc& rpc, solana::Pubkey wallet, solana::Pubkey program,
                                                   std::unordered_set<solana::Pubkey> editions);

}  // namespace burner::assets
