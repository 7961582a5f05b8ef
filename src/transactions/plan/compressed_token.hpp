#pragma once

#include "transactions/plan/compressed_batch.hpp"
#include "transactions/plan/plan.hpp"

namespace burner::transactions {

/// Plans the burns of compressed tokens: groups that have a proof each, asked for by this call. What is rejected
/// because the indexer does not answer is not built, the rest is. `indexer` outlives the task.
base::Task<Plan> plan_compressed(assets::CompressedTokenIndexer& indexer, CompressedRequest request,
                                 CompressedState state);

}  // namespace burner::transactions
