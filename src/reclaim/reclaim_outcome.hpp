#pragma once

#include <string>
#include <vector>

#include <burnandclaim/transactions.hpp>

namespace burner::reclaim {

/// A transaction that was submitted, or with --dry-run would be (`status` is then `planned`).
struct DoneTransaction {
    std::string status;
    std::string signature;
    bool is_simulated = false;
    burnandclaim::BuiltTransaction built;
};

struct ItemFailure {
    burnandclaim::Selection item;
    std::string code;
    std::string message;
};

/// What came of it, filled as it happens: also right when the run ends early.
struct ReclaimOutcome {
    std::vector<DoneTransaction> transactions;
    std::vector<ItemFailure> failures;
};

}  // namespace burner::reclaim
