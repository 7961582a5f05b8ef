#pragma once

#include <chrono>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// A blockhash and how long it lives.
struct Lifetime {
    solana::LatestBlockhash latest;
    solana::BlockHeight blocks_left = 0;
    solana::BlockHeight height = 0;  ///< the present one
    base::SteadyTime read_at;
};

/// How old a blockhash may be when transactions are sealed with it. It is read beside the simulations; where those took
/// longer it is read again. Two seconds are ten of the 150 blocks that it lives, at 200 ms each: the rest, 28 s, is the
/// wallet's to sign in.
inline constexpr std::chrono::seconds max_blockhash_age{2};

/// Reads the latest blockhash and the present height at once. Fails with `upstream_unavailable`, also where the two
/// cannot be of one chain.
base::Task<base::Result<Lifetime>> read_lifetime(solana::Rpc& rpc, const base::Clock& clock);

}  // namespace burner::transactions
