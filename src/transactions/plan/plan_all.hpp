#pragma once

#include "transactions/pack/frame.hpp"
#include "transactions/plan/plan.hpp"
#include "transactions/read/read_chain.hpp"

namespace burner::transactions {

/// Decides about every item of a build and plans what may be done. Asks nobody but the indexer of compressed tokens,
/// for their proofs. `frame` is what every transaction carries besides.
base::Task<Plan> plan_all(assets::CompressedTokenIndexer& indexer, BuildRequest request, Chain chain, Frame frame);

}  // namespace burner::transactions
