#include "transactions/submit/wallet_additions.hpp"

#include <algorithm>
#include <unordered_set>

#include "solana/programs/compute_budget.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/lighthouse.hpp"
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

bool is_of_compute_budget(const solana::Instruction& instruction) {
    return instruction.program == solana::ids::compute_budget;
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
    if (message.version == solana::MessageVersion::v1) {
        return message.config.priority_fee.value_or(0) <= max_priority_fee.value &&
               std::ranges::none_of(instructions, is_of_compute_budget);
    }
    unsigned seen = 0;
    std::uint32_t limit = solana::compute_budget::max_units;
    std::uint64_t price = 0;
    for (const auto& instruction : instructions) {
        if (!is_of_compute_budget(instruction)) continue;
        const auto kind = solana::compute_budget::kind_of(instruction);
        if (!kind) return false;
        const unsigned bit = 1U << static_cast<unsigned>(*kind);
        if ((seen & bit) != 0) return false;
        seen |= bit;
        limit = std::min(limit, solana::compute_budget::unit_limit(instruction).value_or(limit));
        price = solana::compute_budget::unit_price(instruction).value_or(price);
    }
    return solana::compute_budget::priority_fee(price, limit) <= max_priority_fee;
}

}  // namespace burner::transactions
