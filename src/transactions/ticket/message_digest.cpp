#include "transactions/ticket/message_digest.hpp"

#include "solana/programs/ids.hpp"
#include "solana/programs/lighthouse.hpp"

namespace burner::transactions {

namespace {

void append_instruction(base::Bytes& out, const solana::Instruction& instruction) {
    base::append(out, instruction.program.view());
    base::append_le(out, static_cast<std::uint32_t>(instruction.accounts.size()));
    for (const auto& account : instruction.accounts) {
        base::append(out, account.key.view());
        out.push_back(static_cast<std::uint8_t>((account.is_signer ? 1 : 0) | (account.is_writable ? 2 : 0)));
    }
    base::append_le(out, static_cast<std::uint32_t>(instruction.data.size()));
    base::append(out, instruction.data);
}

void append_ours(base::Bytes& out, std::span<const solana::Instruction> instructions) {
    for (const auto& instruction : instructions) {
        if (!is_wallets_own(instruction)) append_instruction(out, instruction);
    }
}

/// Writes a field of a header, which may be missing.
template <class T>
void append_optional(base::Bytes& out, const std::optional<T>& field) {
    out.push_back(field ? 1 : 0);
    base::append_le(out, field.value_or(0));
}

}  // namespace

bool is_wallets_own(const solana::Instruction& instruction) {
    return solana::lighthouse::is_guard(instruction) || instruction.program == solana::ids::compute_budget;
}

MessageDigest digest_of(const solana::Message& message, std::span<const solana::Instruction> instructions) {
    base::Bytes text;
    base::append(text, base::as_bytes("burner-message-v1"));
    base::append(text, message.keys.front().view());
    base::append(text, message.blockhash.bytes);
    append_ours(text, instructions);
    return base::sha256(text);
}

InstructionsDigest instructions_digest_of(const solana::Pubkey& payer,
                                          std::span<const solana::Instruction> instructions) {
    base::Bytes text;
    base::append(text, base::as_bytes("burner-instructions-v1"));
    base::append(text, payer.view());
    append_ours(text, instructions);
    return base::sha256(text);
}

BudgetDigest budget_digest_of(const solana::Message& message, std::span<const solana::Instruction> instructions) {
    base::Bytes text;
    base::append(text, base::as_bytes("burner-budget-v1"));
    append_optional(text, message.config.priority_fee);
    append_optional(text, message.config.unit_limit);
    append_optional(text, message.config.loaded_data_limit);
    append_optional(text, message.config.heap_size);
    for (const auto& instruction : instructions) {
        if (instruction.program == solana::ids::compute_budget) append_instruction(text, instruction);
    }
    return base::sha256(text);
}

}  // namespace burner::transactions
