#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/donation.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/build/purses.hpp"
#include "transactions/plan/plan.hpp"

namespace burner::transactions {

/// What every transaction of a build has in common.
struct Simulating {
    Terms terms;
    Purses purses;
    std::optional<DonationWallet> donation_wallet;  ///< set where the terms have one
};

/// Drafts that the cluster would take, one after the other, still without a price. They name groups of the plan by
/// index. `is_stale`: the accounts that they rest on have changed, and there are no drafts.
struct SimulatedDrafts {
    Plan plan;
    std::vector<Draft> drafts;
    bool is_stale = false;
};

/// Packs, drafts and simulates until every draft would succeed; what would not moves to `plan.rejected`, each item for
/// a reason of its own. Simulations pay no price: how much the payer can pay is not theirs to say. Where it cannot pay
/// for any transaction, the drafts are not simulated: each would fail for this alone.
base::Task<base::Result<SimulatedDrafts>> simulate_all(solana::Rpc& rpc, Plan plan, Simulating build);

/// Moves the items of a group to the plan's rejected ones.
void reject_group(Plan& plan, const Group& group, const assets::Refusal& refusal);

}  // namespace burner::transactions
