#include "transactions/report/report_check.hpp"

#include "transactions/submit/verify_signed.hpp"
#include "transactions/verdict.hpp"

namespace burner::transactions {

std::optional<SubmitFailure> why_not_reported(const solana::Message& message, solana::Slot landed_at,
                                              const Ticket& ticket) {
    if (!is_as_built(message, ticket, BlockhashRule::any)) {
        return SubmitFailure{SubmitCode::message_mismatch, "The transaction is not the one that was built"};
    }
    if (landed_at < ticket.slot) {
        return SubmitFailure{SubmitCode::message_mismatch, "The transaction landed before its ticket was made"};
    }
    return std::nullopt;
}

std::optional<SubmitFailure> why_not_executed(const solana::SignatureStatus& status,
                                              const solana::LandedTransaction& landed) {
    if (!status.error || !is_lack_of_funds(*status.error) || landed.fee != base::Lamports{}) return std::nullopt;
    return failure_of(*status.error);
}

}  // namespace burner::transactions
