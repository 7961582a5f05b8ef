#pragma once

#include "transactions/plan/plan.hpp"
#include "transactions/read/read_chain.hpp"

namespace burner::transactions {

/// Decides about every item of a build and plans what may be done. Asks nobody but the indexer of compressed tokens,
/// for their proofs. `frame` are the instructions that every transaction carries besides.
base::Task<Plan> plan_all(assets::CompressedTokenIndexer& indexer, BuildRequest request, Chain chain,
                          std::vector<solana::Instruction> frame);

}  // namespace burner::transactions
