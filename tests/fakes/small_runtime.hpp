#pragma once

#include <map>
#include <optional>
#include <set>

#include "solana/rpc.hpp"
#include "solana/transaction.hpp"

namespace burner::fakes {

/// A runtime that executes a transaction on a copy of some accounts, by the rules of the token programs, Token
/// Metadata, Core and rent, reading accounts at their offsets.
class SmallRuntime {
  public:
    using Accounts = std::map<solana::Pubkey, solana::Account>;

    SmallRuntime(Accounts accounts, std::uint64_t lamports_per_byte, std::set<solana::Pubkey> poisoned)
        : accounts_(std::move(accounts)), lamports_per_byte_(lamports_per_byte), poisoned_(std::move(poisoned)) {}

    solana::Simulation run(const base::Bytes& transaction);
    const Accounts& accounts() const { return accounts_; }

  private:
    bool may_keep(std::uint64_t lamports) const;
    std::optional<std::string> charge_fee(const solana::Message& message,
                                          const std::vector<solana::Instruction>& instructions);
    /// Executes one instruction; nullopt, or the Custom number that the program answers with.
    std::optional<std::uint32_t> execute(const solana::Instruction& instruction, std::uint64_t& units);
    std::optional<std::uint32_t> transfer(const solana::Instruction& instruction);
    std::optional<std::uint32_t> token(const solana::Instruction& instruction, std::uint64_t& units);
    std::optional<std::uint32_t> close(const solana::Instruction& instruction);
    std::optional<std::uint32_t> burn(const solana::Instruction& instruction);
    std::optional<std::uint32_t> withdraw_excess(const solana::Instruction& instruction);
    std::optional<std::uint32_t> spend_compressed(const solana::Instruction& instruction);
    std::optional<std::uint32_t> burn_nft(const solana::Instruction& instruction, std::uint64_t& units);
    std::optional<std::uint32_t> burn_core(const solana::Instruction& instruction, std::uint64_t& units);

    Accounts accounts_;
    std::uint64_t lamports_per_byte_;
    std::set<solana::Pubkey> poisoned_;
};

}  // namespace burner::fakes
