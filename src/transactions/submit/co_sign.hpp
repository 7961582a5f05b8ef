#pragma once

#include <optional>
#include <string>

#include "base/store_runner.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"
#include "transactions/sponsor/co_signer.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/submit/submit_check.hpp"

namespace burner::transactions {

/// Lets a sponsor sign an entry that passed every check, as the last one. What was submitted before is a duplicate and
/// is not signed again. A fresh simulation must succeed and leave the sponsor with no less than it has. One object per
/// worker thread; what it is given outlives it.
class CoSigning {
  public:
    CoSigning(solana::Rpc& rpc, SubmissionChanges& changes, base::StoreRunner& stores, CoSigner& signer,
              const base::Clock& clock)
        : rpc_(rpc), changes_(changes), stores_(stores), signer_(signer), clock_(clock) {}

    /// Returns the entry with the sponsor's signature, or the answer for it. Fails where nothing could be recorded.
    base::Task<base::Result<base::Result<GenuineEntry, SubmitResult>>> sign(GenuineEntry entry, SponsoredBy by);

  private:
    /// Returns what the sponsor holds, once a simulation has left it with no less, this fee counted.
    base::Task<base::Result<base::Lamports, SubmitFailure>> simulate(const GenuineEntry& entry, base::Lamports fee);

    solana::Rpc& rpc_;
    SubmissionChanges& changes_;
    base::StoreRunner& stores_;
    CoSigner& signer_;
    const base::Clock& clock_;
};

/// Tells whether a simulation leaves a sponsor with no less than before, the fee counted. A simulation takes the
/// network's fee, or does not.
bool is_repaid(base::Lamports before, base::Lamports after, base::Lamports fee, base::Lamports repayment);

}  // namespace burner::transactions
