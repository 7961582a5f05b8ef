#pragma once

#include <vector>

#include "assets/facts/backing.hpp"
#include "solana/accounts/mint.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// Makes the request for what stands behind a mint. `is_one_held`: an account of the wallet holds one token.
assets::BackingRequest backing_request(const solana::Pubkey& address, const solana::Mint& mint, bool is_one_held);

/// Reads backings through the cluster, which must outlive the task.
base::Task<assets::Backings> read_backings_of(solana::Rpc& rpc, std::vector<solana::PositionProgram> positions,
                                              std::vector<assets::BackingRequest> requests);

}  // namespace burner::transactions
