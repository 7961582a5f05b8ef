#pragma once

#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/accounts/rent.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/plan/plan.hpp"

namespace burner::transactions {

/// What the wallet held when the draft's accounts were read, and what it has to keep: nothing, or the rent of its own
/// account.
struct Purse {
    base::Lamports held;
    base::Lamports minimum;
};

/// Drafts that the cluster would take, one after the other. `contradicts`: the accounts that they rest on have changed.
struct Tried {
    std::vector<Draft> drafts;
    bool contradicts = false;
};

/// Packs and simulates until every draft would succeed; what would not moves to `plan.rejected`, each item for a reason
/// of its own. The drafts name the groups of the plan, which must outlive the task.
base::Task<base::Result<Tried>> try_all(solana::Rpc& rpc, Plan& plan, Terms terms, std::size_t reserve_bytes,
                                        Purse purse);

}  // namespace burner::transactions
