#include "transactions/submit/verify_signed.hpp"

#include "solana/ed25519.hpp"
#include "transactions/submit/wallet_additions.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

using solana::Message;

SubmitFailure mismatch() {
    return {SubmitCode::message_mismatch, "The transaction is not the one that was built"};
}

/// Tells whether a message is of a version that we build, signed by one key, without lookups, and every key is the
/// payer or used by an instruction: nothing rides along unseen.
bool has_plain_shape(const Message& message) {
    return message.version != solana::MessageVersion::legacy && message.lookups.empty() &&
           message.required_signatures == 1 && message.readonly_signed == 0 && !solana::find_unused_key(message);
}

}  // namespace

std::optional<SubmitFailure> verify_signed(const solana::Transaction& transaction, const Ticket& ticket,
                                           base::Lamports max_priority_fee) {
    const Message& message = transaction.message;
    if (!has_plain_shape(message)) return mismatch();
    const auto instructions = solana::decompile(message);
    if (message.keys.front() != ticket.wallet) return mismatch();
    if (digest_of(message, instructions) != ticket.digest) return mismatch();
    if (!are_guards_tolerable(instructions, ticket.wallet)) return mismatch();
    if (!is_budget_tolerable(message, instructions, max_priority_fee)) return mismatch();
    if (!solana::verify(ticket.wallet, serialize(message), transaction.signatures.front())) {
        return SubmitFailure{SubmitCode::signature_invalid, "The signature is not valid"};
    }
    return std::nullopt;
}

}  // namespace burner::transactions
