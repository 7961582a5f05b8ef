#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include <burnandclaim/client.hpp>

#include "app/commands/transaction_check.hpp"
#include "solana/ed25519.hpp"

namespace burner::app {

/// A transaction that was submitted, or with --dry-run would be (`status` is then `planned`).
struct DoneTransaction {
    std::string status;
    std::string signature;
    bool is_simulated = false;
    burnandclaim::BuiltTransaction built;
};

struct ItemFailure {
    burnandclaim::Selection item;
    std::string code;
    std::string message;
};

/// What came of it, filled as it happens: also right when the run ends early.
struct ReclaimOutcome {
    std::vector<DoneTransaction> transactions;
    std::vector<ItemFailure> failures;
};

struct RunSettings {
    double donation = 0;  ///< fraction
    std::string priority;
    bool dry_run = false;
};

/// Builds, checks, signs and submits, one transaction at a time, and builds again what expired
/// meanwhile. All of an answer is checked before any of it is signed.
class ReclaimRun {
  public:
    ReclaimRun(burnandclaim::BurnerClient& client, const solana::Keypair& keypair,
               const std::vector<ReviewedItem>& items, RunSettings settings, std::ostream& progress);

    /// Why the server is not to be trusted; nullopt when the run came to its end. Throws BurnerError.
    std::optional<std::string> run(std::vector<burnandclaim::ItemSelection> pending, ReclaimOutcome& outcome);

  private:
    using Distrust = std::optional<std::string>;
    using Selections = std::vector<burnandclaim::ItemSelection>;

    Distrust run_chunk(const Selections& chunk, Selections& expired, ReclaimOutcome& outcome);
    Distrust submit(const burnandclaim::BuiltTransaction& built, solana::Transaction transaction,
                    const Selections& chunk, Selections& expired, ReclaimOutcome& outcome);
    burnandclaim::SubmitTransactionsResult send(const burnandclaim::SignedTransaction& entry);
    void report(const DoneTransaction& done);

    burnandclaim::BurnerClient& client_;
    const solana::Keypair& keypair_;
    std::string wallet_;
    TransactionCheck check_;
    RunSettings settings_;
    std::ostream& progress_;
    std::size_t count_ = 0;
};

}  // namespace burner::app
