#pragma once

#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include <burnandclaim/client.hpp>

#include "reclaim/check/transaction_check.hpp"
#include "reclaim/reclaim_outcome.hpp"
#include "reclaim/reclaim_progress.hpp"
#include "solana/ed25519.hpp"

namespace burner::reclaim {

struct RunSettings {
    double donation = 0;  ///< fraction
    std::string priority;
};

/// The client's `reclaim` for a wallet that trusts no server: all of an answer is checked before any of
/// it is signed. Fills an outcome as things happen.
class CheckedReclaim {
  public:
    CheckedReclaim(burnandclaim::BurnerClient& client, const solana::Keypair& keypair,
                   const std::vector<ReviewedItem>& items, RunSettings settings, ReclaimProgress& progress,
                   ReclaimOutcome& outcome);

    using Distrust = std::optional<std::string>;
    using Selections = std::vector<burnandclaim::ItemSelection>;

    /// Why the server is not to be trusted; nullopt when the run came to its end. Throws BurnerError,
    /// and CancelledError when the token stopped it.
    Distrust run(const Selections& items, const std::stop_token& stop_token);
    /// Builds and checks, and signs nothing.
    Distrust plan(const Selections& items, const std::stop_token& stop_token);

  private:
    void hear(const burnandclaim::ReclaimEvent& event);
    void take(const burnandclaim::BuiltEvent& event);
    void take(const burnandclaim::SubmittedEvent& event);
    void take(const burnandclaim::DoneEvent& event);
    template <class Other>
    void take(const Other&) {}

    Distrust plan_batch(const Selections& batch, const std::stop_token& stop_token);
    void check(const Selections& asked, const burnandclaim::BuildTransactionsResult& built);
    std::string sign(const burnandclaim::BuiltTransaction& built);

    burnandclaim::BurnerClient& client_;
    const solana::Keypair& keypair_;
    std::string wallet_;
    TransactionCheck check_;
    RunSettings settings_;
    ReclaimProgress& progress_;
    ReclaimOutcome& outcome_;
    Distrust distrust_;
    std::unordered_map<std::string, solana::Transaction> checked_;  ///< by what the server built, in base64
    std::set<std::string> signatures_;
};

}  // namespace burner::reclaim
