#include "transactions/submit/wallet_additions.hpp"

#include <algorithm>
#include <unordered_set>

#include "solana/programs/lighthouse.hpp"
#include "transactions/budget.hpp"
#include "transactions/ticket/message_digest.hpp"

namespace burner::transactions {

namespace {

/// Returns the keys that the built transaction gives rights to.
std::unordered_set<solana::Pubkey> built_keys(std::span<const solana::Instruction> instructions,
                                              const solana::Pubkey& payer) {
    std::unordered_set<solana::Pubkey> keys{payer};
    for (const auto& instruction : instructions) {
        if (is_wallets_own(instruction)) continue;
        for (const auto& account : instruction.accounts) keys.insert(account.key);
    }
    return keys;
}

}  // namespace

bool are_guards_tolerable(std::span<const solana::Instruction> instructions, const solana::Pubkey& payer) {
    const auto keys = built_keys(instructions, payer);
    std::size_t guards = 0;
    for (const auto& instruction : instructions) {
        if (!solana::lighthouse::is_guard(instruction)) continue;
        if (++guards > max_guards) return false;
        const bool gives_rights = std::ranges::any_of(instruction.accounts, [&](const solana::AccountMeta& account) {
            return (account.is_writable || account.is_signer) && !keys.contains(account.key);
        });
        if (gives_rights) return false;
    }
    return true;
}

bool is_budget_tolerable(const solana::Message& message, std::span<const solana::Instruction> instructions,
                         base::Lamports max_priority_fee) {
    const auto budget = budget_of(message, instructions);
    return budget && budget->priority_fee <= max_priority_fee;
}

}  // namespace burner::transactions
