#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <burnandclaim/client.hpp>
#include <burnandclaim/signing.hpp>

#include "reclaim/follower.hpp"
#include "reclaim/ledger.hpp"

namespace burnandclaim {

/// One run of `reclaim`: checks what was built, asks for signatures one after the other, then follows what was sent.
/// What waited too long is refreshed right before it is signed. An item is built again only if its transaction was
/// never signed, or can no longer land: the server called it expired, or refused it for its age before it was sent.
class Reclaim {
  public:
    /// Throws std::invalid_argument when an option is wrong.
    Reclaim(BurnerClient& client, const Transport& transport, std::string wallet, const ReclaimOptions& options,
            const std::function<void(const ReclaimEvent&)>& on_event);

    ReclaimReport run();

  private:
    using Batch = std::vector<Selection>;
    struct Followed {
        BuiltTransaction built;
        std::string status;
    };

    void run_step(void (Reclaim::*step)());
    void stop(std::string_view reason);
    void emit(const ReclaimEvent& event) const;

    void process_all();
    void follow() { follower_.follow(); }
    void process_batch(const Batch& batch, bool is_rebuild);
    std::chrono::milliseconds fresh_time(const std::vector<BuiltTransaction>& transactions) const;
    BuildTransactionsRequest request(const std::vector<ItemSelection>& asked) const;
    BuildTransactionsResult build(const std::vector<ItemSelection>& asked) const;
    void build_again(std::span<const BuiltTransaction> unsigned_transactions);
    bool is_over() const;
    std::size_t next_count(std::size_t left) const;
    std::vector<BuiltTransaction> refresh(const std::vector<ItemSelection>& asked,
                                          const std::vector<BuiltTransaction>& stale);
    BuildTransactionsResult ask_refresh(const std::vector<BuiltTransaction>& stale) const;
    /// Checks what is asked for now. Throws SigningRefusedError for what breaks a rule.
    std::vector<burner::signing::VerifiedTransaction> verify(const std::vector<ItemSelection>& asked,
                                                             const std::vector<BuiltTransaction>& transactions,
                                                             std::size_t first);
    void sign_and_submit(const std::vector<BuiltTransaction>& transactions,
                         const std::vector<burner::signing::VerifiedTransaction>& verified, std::size_t left);
    std::optional<std::vector<SignedTransaction>> sign(const std::vector<BuiltTransaction>& transactions);
    void submit(const std::vector<BuiltTransaction>& transactions, const std::vector<SignedTransaction>& sent);
    void on_result(const BuiltTransaction& built, const SubmissionResult& result);
    void record_unknown(const std::vector<BuiltTransaction>& transactions, const std::vector<SignedTransaction>& sent);

    void on_submission(const Submission& submission);
    void on_decided(const BuiltTransaction& built, const Submission& submission);
    void on_expired(const BuiltTransaction& built, const std::optional<std::string>& signature,
                    const SubmitError& error);
    void on_failed(const BuiltTransaction& built, const std::optional<std::string>& signature,
                   const SubmitError& error);

    BurnerClient& client_;
    const Transport& transport_;
    std::string wallet_;
    const ReclaimOptions& options_;
    const std::function<void(const ReclaimEvent&)>& on_event_;
    burner::signing::SigningCheck check_;
    Ledger ledger_;
    std::optional<std::vector<std::uint32_t>> versions_;  ///< that the wallet is asked to sign
    Follower follower_;
    std::map<std::string, Followed> followed_;  ///< by signature
    std::unordered_map<std::string, int> rebuilds_;
    Batch fresh_;
    Batch again_;
    std::size_t asked_ = 0;
    std::optional<ReclaimStop> stop_;
};

}  // namespace burnandclaim
