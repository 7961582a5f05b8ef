#pragma once

#include <optional>

#include "base/lamports.hpp"
#include "solana/transaction.hpp"
#include "transactions/submit_failure.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// Checks that this is the transaction that the ticket was issued for, as a wallet may hand it back: our instructions
/// in our order with payer and blockhash; besides them at most eight guards anywhere, which give no key a right, and
/// a budget that pays at most `max_priority_fee`; version 0 or 1, no lookups, one signer (the wallet), no unused
/// account; and the signature is valid. nullopt when all of that holds.
std::optional<SubmitFailure> verify_signed(const solana::Transaction& transaction, const Ticket& ticket,
                                           base::Lamports max_priority_fee);

}  // namespace burner::transactions
