#include "transactions/submit/bearer.hpp"

namespace burner::transactions {

std::optional<SubmitFailure> why_foreign(const Ticket& ticket, const Bearer& bearer) {
    if (ticket.wallet != bearer.wallet) {
        return SubmitFailure{SubmitCode::wallet_mismatch, "The ticket was issued for another wallet"};
    }
    if (ticket.project != bearer.project || ticket.cluster != bearer.cluster || ticket.test_mode != bearer.test_mode) {
        return SubmitFailure{SubmitCode::ticket_invalid, "Invalid submission ticket"};
    }
    return std::nullopt;
}

}  // namespace burner::transactions
