#pragma once

#include <span>

#include "solana/message.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// Returns true for what wallets add or change in a transaction: Lighthouse guards and compute-budget instructions.
/// Everything else, Lighthouse's other instructions too, is part of the digest.
bool is_wallets_own(const solana::Instruction& instruction);

/// Computes SHA-256 over payer, blockhash and our instructions in order, with the flags that their accounts have in the
/// message. It is the same whatever instructions of a wallet stand between ours, however keys are ordered and whoever
/// signed, and another one as soon as an account of ours gains or loses a right. `instructions` are the message's.
MessageDigest digest_of(const solana::Message& message, std::span<const solana::Instruction> instructions);

/// Computes the same without the blockhash, which wallets that send by themselves replace.
InstructionsDigest instructions_digest_of(const solana::Pubkey& payer,
                                          std::span<const solana::Instruction> instructions);

/// Computes SHA-256 over the compute budget of a message: the header of version 1, or the instructions that say it, in
/// their order.
BudgetDigest budget_digest_of(const solana::Message& message, std::span<const solana::Instruction> instructions);

}  // namespace burner::transactions
