#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fakes/rounds.hpp"
#include "fakes/token_bytes.hpp"
#include "solana/rpc.hpp"

namespace burner::fakes {

/// A cluster in memory: accounts that a test sets, and a small interpreter of the System, Token, Token-2022 and Compute
/// Budget instructions for simulations, written from the programs' rules. Every call yields once, as a network would.
/// Call it on one thread.
class FakeRpc final : public solana::Rpc {
  public:
    enum class Method {
        token_accounts,
        accounts,
        heads,
        largest,
        blockhash,
        height,
        fees,
        simulate,
        send,
        statuses,
        transaction,
        cluster
    };

    FakeRpc();

    // What a test arranges.
    std::map<Pubkey, solana::Account> accounts;
    solana::Slot slot = 1'000;
    solana::BlockHeight height = 900;
    solana::LatestBlockhash latest;
    std::vector<solana::PrioritizationFee> fees;
    std::uint64_t lamports_per_byte = 5'080;
    std::set<Method> failing;
    std::set<Pubkey> failing_programs;  ///< get_token_accounts fails for these
    std::set<Pubkey> held_programs;     ///< get_token_accounts of these waits until they are taken out
    std::set<Pubkey> poisoned;          ///< a burn or close of these accounts fails with Custom 99
    std::set<Pubkey> cursed;            ///< a transaction that names one fails, without a word of the instruction
    std::map<solana::Signature, solana::SignatureStatus> statuses;
    std::map<solana::Signature, solana::LandedTransaction> landed;
    std::function<base::Result<solana::Signature, solana::SendFailure>(const base::Bytes&)> on_send;
    std::function<void()> on_statuses;  ///< what others do while statuses are asked for
    std::function<void()> on_height;    ///< what others do while the height is asked for
    std::function<void(solana::Simulation&)> on_simulated;
    std::function<bool()> on_accounts;  ///< whether this call of get_accounts answers
    std::function<bool()> on_heads;     ///< whether this call of get_account_heads answers
    Rounds* rounds = nullptr;           ///< where every call takes a round trip

    // What a test looks at.
    std::map<Method, int> calls;
    std::vector<base::Bytes> sent;
    int total_calls() const;

    void put(const Pubkey& address, const Pubkey& owner, std::uint64_t lamports, base::Bytes data);

    base::Task<base::Result<solana::Slot>> get_token_accounts(Pubkey owner, Pubkey program,
                                                              solana::AccountVisitor& visitor) override;
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::Account>>>>> get_accounts(
        std::vector<Pubkey> keys) override;
    /// Counts as `accounts` too.
    base::Task<base::Result<solana::AtSlot<std::vector<std::optional<solana::AccountHead>>>>> get_account_heads(
        std::vector<Pubkey> keys, std::size_t length) override;
    base::Task<base::Result<solana::AtSlot<std::vector<solana::TokenHolding>>>> get_token_largest_accounts(
        Pubkey mint) override;
    base::Task<base::Result<solana::LatestBlockhash>> get_latest_blockhash() override;
    base::Task<base::Result<solana::BlockHeight>> get_block_height() override;
    base::Task<base::Result<std::vector<solana::PrioritizationFee>>> get_recent_prioritization_fees(
        std::vector<Pubkey> writable) override;
    base::Task<base::Result<solana::Simulation>> simulate(base::Bytes transaction, std::vector<Pubkey> watch) override;
    base::Task<base::Result<solana::Signature, solana::SendFailure>> send(base::Bytes transaction) override;
    base::Task<base::Result<std::vector<std::optional<solana::SignatureStatus>>>> get_signature_statuses(
        std::vector<solana::Signature> signatures) override;
    base::Task<base::Result<std::optional<solana::LandedTransaction>>> get_transaction(
        solana::Signature signature) override;
    base::Task<base::Result<std::string>> get_cluster() override;

    std::string genesis = "cluster";

  private:
    base::Task<bool> answers(Method method);
};

}  // namespace burner::fakes
