#pragma once

#include <span>

#include "solana/message.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// Tells whether a message that is as built, but for what wallets add, costs the sponsor what the ticket says: its
/// compute budget is as built, the fee that its bytes say is at most the repayment, and each guard looks at accounts of
/// the wallet: none without an account (it would look at the clock), none at a sysvar, none at the sponsor.
bool is_safe_for_sponsor(const solana::Message& message, std::span<const solana::Instruction> instructions,
                         const Ticket& ticket);

}  // namespace burner::transactions
