#pragma once

#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include <burnandclaim/client.hpp>
#include <burnandclaim/signing.hpp>

#include "reclaim/choice/choice.hpp"
#include "reclaim/report/outcome.hpp"
#include "reclaim/review/run_settings.hpp"
#include "reclaim/run/progress.hpp"
#include "reclaim/run/sent_watch.hpp"
#include "reclaim/run/signer.hpp"

namespace burner::reclaim {

/// The client's `reclaim`, which checks each transaction before it is signed, for a wallet that trusts no server: all
/// of an answer is checked before any of it is signed, and so is what was shown of it. Fills an outcome as things
/// happen.
class CheckedReclaim {
  public:
    CheckedReclaim(burnandclaim::BurnerClient& client, Signer& signer, std::string wallet, const Choice& choice,
                   RunSettings settings, Sleep sleep, ReclaimProgress& progress, ReclaimOutcome& outcome);

    using EarlyEnd = std::optional<End>;

    /// Returns why it stopped: the server is not to be trusted, or too much failed on the chain; nullopt when the run
    /// came to its end. Throws BurnerError, and CancelledError when the token stopped it: what was sent by then has
    /// been looked at once more, for a few seconds at most.
    EarlyEnd run(const std::stop_token& stop_token);
    /// Builds and checks, and signs nothing.
    EarlyEnd plan(const std::stop_token& stop_token);

  private:
    using Selections = std::vector<burnandclaim::ItemSelection>;

    void on_event(const burnandclaim::ReclaimEvent& event);
    void on(const burnandclaim::BuiltEvent& event);
    void on(const burnandclaim::RefreshedEvent& event);
    void on(const burnandclaim::SubmittedEvent& event);
    void on(const burnandclaim::LandedEvent& event);
    void on(const burnandclaim::FailedEvent& event);
    void on(const burnandclaim::DoneEvent& event);
    template <class Other>
    void on(const Other&) {}

    bool plan_batch(const Selections& batch, const std::stop_token& stop_token);
    void check(const Selections& asked, const burnandclaim::BuildTransactionsResult& built);
    burnandclaim::BuildTransactionsRequest request_for(const Selections& items) const;
    void keep(const burnandclaim::BuiltTransaction& built, const signing::VerifiedTransaction& verified);
    burnandclaim::Signed sign(const burnandclaim::BuiltTransaction& built, const std::stop_token& stop_token);
    burnandclaim::Signed signed_or_stop(const burnandclaim::BuiltTransaction& built, const std::stop_token& stop_token);
    void look_at_sent(const std::stop_token& stop_token);
    void look_once_more();
    void distrust(std::string_view reason);
    void distrust(const burnandclaim::SigningRefusedError& refusal);
    void stop(int code, std::string reason);

    burnandclaim::BurnerClient& client_;
    Signer& signer_;
    std::string wallet_;
    const Choice& choice_;
    RunSettings settings_;
    SentWatch watch_;
    ReclaimProgress& progress_;
    ReclaimOutcome& outcome_;
    EarlyEnd end_;
    std::unordered_map<std::string, signing::VerifiedTransaction> checked_;  ///< by what the server built, in base64
    std::unordered_map<std::string, DoneTransaction> signed_;                ///< all that was, by signature
};

}  // namespace burner::reclaim
