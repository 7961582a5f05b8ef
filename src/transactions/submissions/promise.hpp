#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "solana/rpc.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::transactions {

/// The result of comparing a submission with the chain. The audit log keeps the `detail`.
struct PromiseCheck {
    PromiseVerdict verdict = PromiseVerdict::unknown;
    std::string detail;  ///< of what is broken: what was promised, and what the chain says
};

/// Compares what was promised for a submission with the balances that the chain recorded for it: the wallet gained the
/// net rebate, less the network's fee where it pays that (and what Light takes for spending compressed tokens); every
/// account that the transaction closes is gone; every burn took its whole amount out of its account. An answer that
/// lacks what is asked for, or does not belong to the transaction, is `unknown`.
PromiseCheck check_promise(const Submission& submission, const std::optional<solana::LandedTransaction>& landed);

}  // namespace burner::transactions
