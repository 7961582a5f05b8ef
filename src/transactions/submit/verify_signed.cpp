#include "transactions/submit/verify_signed.hpp"

#include <span>

#include <fmt/format.h>

#include "solana/ed25519.hpp"
#include "transactions/budget.hpp"
#include "transactions/submit/sponsored_message.hpp"
#include "transactions/submit/wallet_additions.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

using solana::Message;

/// Tells whether a message is of a version that we build, signed by the payer and the wallet alone, without lookups,
/// and every key is the payer or used by an instruction: nothing rides along unseen.
bool has_plain_shape(const Message& message, const Ticket& ticket) {
    const bool is_signed_by_them = ticket.wallet_pays()
                                       ? message.required_signatures == 1
                                       : message.required_signatures == 2 && message.keys[1] == ticket.wallet;
    return message.version != solana::MessageVersion::legacy && message.lookups.empty() &&
           message.keys.front() == ticket.payer && is_signed_by_them && !solana::find_unused_key(message);
}

bool matches(const Message& message, std::span<const solana::Instruction> instructions, const Ticket& ticket,
             BlockhashRule rule) {
    if (rule == BlockhashRule::as_built) return digest_of(message, instructions) == ticket.digest;
    return instructions_digest_of(ticket.payer, instructions) == ticket.instructions;
}

}  // namespace

bool is_as_built(const Message& message, const Ticket& ticket, BlockhashRule rule) {
    if (!has_plain_shape(message, ticket)) return false;
    const auto instructions = solana::decompile(message);
    return matches(message, instructions, ticket, rule) && are_guards_tolerable(instructions, ticket.payer) &&
           budget_of(message, instructions).has_value() &&
           (!ticket.is_sponsored() || is_safe_for_sponsor(message, instructions, ticket));
}

std::optional<SubmitFailure> verify_signed(const solana::Transaction& transaction, const Ticket& ticket,
                                           base::Lamports max_priority_fee) {
    const Message& message = transaction.message;
    const bool is_ours = is_as_built(message, ticket, BlockhashRule::as_built) &&
                         is_budget_tolerable(message, solana::decompile(message), max_priority_fee);
    if (!is_ours) return SubmitFailure{SubmitCode::message_mismatch, "The transaction is not the one that was built"};
    const auto signed_bytes = serialize(message);
    // A sponsor signs when all else was checked.
    for (std::size_t i = ticket.is_sponsored() ? 1 : 0; i < transaction.signatures.size(); ++i) {
        if (solana::verify(message.keys[i], signed_bytes, transaction.signatures[i])) continue;
        return SubmitFailure{SubmitCode::signature_invalid,
                             fmt::format("The signature of {} is not valid", solana::to_base58(message.keys[i]))};
    }
    return std::nullopt;
}

}  // namespace burner::transactions
