#pragma once

#include "transactions/plan/compressed_batch.hpp"
#include "transactions/plan/plan.hpp"

namespace burner::transactions {

/// The groups that burn compressed tokens, each with a proof of its own, asked for by this call. What is rejected
/// because the indexer does not answer is not built, the rest is. Fails where the chain cannot be read.
base::Task<base::Result<Plan>> plan_compressed(assets::CompressedTokenIndexer& indexer, solana::Rpc& rpc,
                                               assets::PriceSource& prices,
                                               std::vector<solana::PositionProgram> positions,
                                               CompressedRequest request);

}  // namespace burner::transactions
