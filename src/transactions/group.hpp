#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/lamports.hpp"
#include "solana/instruction.hpp"
#include "transactions/selection.hpp"

namespace burner::transactions {

/// A root of a tree, which is forgotten after some more changes. Every group that names the tree is one change.
struct TreeRoot {
    solana::Pubkey tree;
    std::uint64_t changes = 0;  ///< with the last of them, the root may still be used
};

/// The instructions of one item, or of several that share them. They go into one transaction, in this order and side
/// by side, or not at all.
struct Group {
    std::vector<Selection> selections;  ///< at least one
    std::vector<solana::Instruction> instructions;
    base::Lamports refund;                            ///< what the wallet gets back, from chain state
    base::Lamports rent;                              ///< the part of it that can be rent: the base of donations
    std::optional<solana::Pubkey> refund_depends_on;  ///< an account that no other group of the build may change
    base::Lamports fee;                               ///< what the programs take from the wallet
    std::optional<TreeRoot> root;
    std::uint32_t units = 0;  ///< compute units to plan with: an upper bound over the programs in use
};

}  // namespace burner::transactions
