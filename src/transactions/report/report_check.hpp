#pragma once

#include <optional>

#include "solana/transaction.hpp"
#include "transactions/submit_failure.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// Holds what has landed against the ticket that it is reported with: it is what was built, with any blockhash and any
/// compute budget, and has landed at or after the slot at which the ticket was made. nullopt where all of that holds.
std::optional<SubmitFailure> why_not_reported(const solana::Message& message, solana::Slot landed_at,
                                              const Ticket& ticket);

/// Says why a transaction that a block shows as failed was never executed (SIMD-0290: the payer could not pay, and paid
/// nothing); nullopt where it was.
std::optional<SubmitFailure> why_not_executed(const solana::SignatureStatus& status,
                                              const solana::LandedTransaction& landed);

}  // namespace burner::transactions
