#include "transactions/submit/sponsored_message.hpp"

#include <algorithm>

#include "solana/programs/lighthouse.hpp"
#include "transactions/budget.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

/// Tells whether an account changes by itself, so that a guard on it could hold now and fail on the chain.
bool is_sysvar(const solana::Pubkey& key) {
    return solana::to_base58(key).starts_with("Sysvar");
}

bool may_guard(const solana::Instruction& guard, const solana::Pubkey& sponsor) {
    return !guard.accounts.empty() && std::ranges::none_of(guard.accounts, [&](const solana::AccountMeta& account) {
        return account.key == sponsor || is_sysvar(account.key);
    });
}

}  // namespace

bool is_safe_for_sponsor(const solana::Message& message, std::span<const solana::Instruction> instructions,
                         const Ticket& ticket) {
    const auto budget = budget_of(message, instructions);
    if (!budget || budget_digest_of(message, instructions) != ticket.budget) return false;
    if (network_fee(message.required_signatures, budget->priority_fee) > ticket.repayment) return false;
    return std::ranges::all_of(instructions, [&](const solana::Instruction& instruction) {
        return !solana::lighthouse::is_guard(instruction) || may_guard(instruction, ticket.payer);
    });
}

}  // namespace burner::transactions
