#pragma once

#include "solana/rpc.hpp"

namespace burner::transactions {

/// How far the last valid block of a transaction can be from the present one: a blockhash lives 150 blocks, and one
/// node of an RPC lags behind another. What is further away is no height of this chain.
inline constexpr solana::BlockHeight max_block_distance = 1'000;

// All of these compare without adding: a height that an RPC makes up may be near 2^64.

constexpr solana::BlockHeight blocks_between(solana::BlockHeight one, solana::BlockHeight other) {
    return one > other ? one - other : other - one;
}

/// Counts the blocks in which a transaction that is valid until `last` can still land; 0 where it cannot any more.
constexpr solana::BlockHeight blocks_left(solana::BlockHeight last, solana::BlockHeight present) {
    return last > present ? last - present : 0;
}

/// Tells whether `last` lies more than `margin` blocks back.
constexpr bool is_long_past(solana::BlockHeight last, solana::BlockHeight present, solana::BlockHeight margin) {
    return present > last && present - last > margin;
}

}  // namespace burner::transactions
