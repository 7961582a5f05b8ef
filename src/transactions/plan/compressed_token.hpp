#pragma once

#include "transactions/plan/compressed_batch.hpp"
#include "transactions/plan/plan.hpp"

namespace burner::transactions {

/// Plans the burns of compressed tokens: groups with a proof each, which this call asks for. Rejects what the indexer
/// does not prove and plans the rest. `indexer` outlives the task.
base::Task<Plan> plan_compressed(assets::CompressedTokenIndexer& indexer, CompressedRequest request,
                                 CompressedState state);

}  // namespace burner::transactions
