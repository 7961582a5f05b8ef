#pragma once

#include <cstdint>
#include <optional>

#include "base/lamports.hpp"
#include "solana/transaction.hpp"
#include "transactions/submit_failure.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// Whether a message has to have the blockhash that it was built with. A wallet that sends by itself may replace it.
enum class BlockhashRule : std::uint8_t { as_built, any };

/// Tells whether this is the message that the ticket was issued for, as a wallet may make it: our instructions in our
/// order with our payer; besides them at most eight guards anywhere, which give no key a right, and any compute budget
/// that the network takes, which in a sponsored message is as built (sponsored_message.hpp); version 0 or 1, no
/// lookups, signed by our payer and the wallet alone, no unused account.
bool is_as_built(const solana::Message& message, const Ticket& ticket, BlockhashRule rule);

/// Checks that this is the transaction that the ticket was issued for, with its blockhash, that its priority fee is at
/// most `max_priority_fee`, and that every signature but a sponsor's is valid. nullopt when all of that holds.
std::optional<SubmitFailure> verify_signed(const solana::Transaction& transaction, const Ticket& ticket,
                                           base::Lamports max_priority_fee);

}  // namespace burner::transactions
