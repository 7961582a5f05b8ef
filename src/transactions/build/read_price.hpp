#pragma once

#include <vector>

#include "solana/rpc.hpp"
#include "transactions/priority_fee.hpp"

namespace burner::transactions {

/// Asks what was paid lately for the accounts that a build writes, and gives the price in micro-lamports per compute
/// unit. Without an answer it is the floor: what others paid is no reason to build nothing.
base::Task<std::uint64_t> read_price(solana::Rpc& rpc, PriorityLevel level, std::vector<solana::Pubkey> written,
                                     PriorityFeeSettings settings);

}  // namespace burner::transactions
