#include "transactions/submissions/progress_of.hpp"

#include "transactions/verdict.hpp"

namespace burner::transactions {

std::optional<Progress> progress_of(const solana::SignatureStatus& status) {
    using Commitment = solana::SignatureStatus::Commitment;
    if (status.commitment == Commitment::processed) return std::nullopt;
    if (status.error) return Progress{SubmissionStatus::failed, status.slot, describe(*status.error)};
    const bool is_final = status.commitment == Commitment::finalized;
    return Progress{is_final ? SubmissionStatus::finalized : SubmissionStatus::confirmed, status.slot, {}};
}

}  // namespace burner::transactions
