#pragma once

#include <set>
#include <string>
#include <vector>

#include <burnandclaim/signing.hpp>
#include <burnandclaim/transactions.hpp>

#include "reclaim/report/exit_code.hpp"

namespace burner::reclaim {

/// A transaction that was submitted, or with --dry-run would be (`status` is then `planned`).
struct DoneTransaction {
    std::string status;
    std::string signature;
    bool is_simulated = false;
    burnandclaim::BuiltTransaction built;
    signing::VerifiedTransaction verified;
};

struct ItemFailure {
    burnandclaim::Selection item;
    std::string code;
    std::string message;
};

/// What a run has done so far. Filled as it happens, so it is also right when the run ends early.
struct ReclaimOutcome {
    std::vector<DoneTransaction> transactions;
    std::vector<ItemFailure> failures;
    /// The signatures that may still land: handed to the server, and neither seen on the chain nor said to have failed
    /// there. What a server calls expired is among them.
    std::set<std::string> signatures;
};

/// Takes in what the chain has decided about a transaction that was signed. The signature of one that is still open, or
/// that a server calls expired, stays, as it may land.
void settle(ReclaimOutcome& outcome, const DoneTransaction& signed_one, const burnandclaim::Submission& submission);

/// How a run ended, and a sentence for whoever started it; empty if all went well.
struct End {
    int code = reclaim_exit::done;
    std::string error;
};

}  // namespace burner::reclaim
