#pragma once

#include <memory>
#include <string>

#include "access/key_ring.hpp"
#include "access/possession.hpp"
#include "access/replica.hpp"
#include "access/revocation.hpp"
#include "access/sessions.hpp"
#include "access/signing_key_changes.hpp"
#include "access/signing_keys.hpp"
#include "access/wallet_proofs.hpp"
#include "api/answer_cache.hpp"
#include "api/metrics.hpp"
#include "api/page_settings.hpp"
#include "app/directory_lock.hpp"
#include "app/feed_thread.hpp"
#include "app/node_shares.hpp"
#include "app/settings.hpp"
#include "audit/audit_log.hpp"
#include "audit/shipped_log.hpp"
#include "base/clock.hpp"
#include "base/lease_clock.hpp"
#include "base/repeated_fault.hpp"
#include "base/store_runner.hpp"
#include "http/server.hpp"
#include "limits/address_limit.hpp"
#include "limits/idempotency.hpp"
#include "limits/local_rate_limit.hpp"
#include "limits/local_work_limit.hpp"
#include "limits/monthly_quota.hpp"
#include "limits/slots.hpp"
#include "limits/tier.hpp"
#include "nodes/announcer.hpp"
#include "nodes/doorbell.hpp"
#include "nodes/duties.hpp"
#include "nodes/finality.hpp"
#include "nodes/hindrances.hpp"
#include "nodes/lease.hpp"
#include "storage/database.hpp"
#include "storage/postgres/bell_thread.hpp"
#include "storage/postgres/chain_store.hpp"
#include "storage/store_threads.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/idempotency_store.hpp"
#include "storage/stores/key_store.hpp"
#include "storage/stores/pause_store.hpp"
#include "storage/stores/replica_store.hpp"
#include "storage/stores/reservation_store.hpp"
#include "storage/stores/revocation_list.hpp"
#include "storage/stores/signing_key_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "storage/stores/submission_log.hpp"
#include "storage/stores/usage_store.hpp"
#include "storage/stores/used_challenges.hpp"
#include "transactions/build/block_pace.hpp"
#include "transactions/pauses.hpp"
#include "transactions/sponsor/co_signer.hpp"
#include "transactions/sponsor/sponsor_watch.hpp"
#include "transactions/submissions/promise.hpp"
#include "transactions/submissions/submission_changes.hpp"
#include "transactions/ticket/ticket.hpp"
#include "webhooks/signing_secrets.hpp"

namespace burner::app {

/// The state that all workers share, built in the order of its members. Throws std::runtime_error, with a sentence for
/// the operator, where the data directory or a secret cannot be used, or another server uses the directory.
class State {
  public:
    explicit State(const Settings& settings);

    base::StoreRunner& store_runner() { return store_threads_; }
    /// Returns what is this node's of the background work.
    const nodes::Duties& duties() const;
    limits::RateLimit& rate_limit();
    limits::WorkLimit& work_limit();
    nodes::Announcer& announcer() { return *announcer_; }
    /// Checks that this process can do its work: it may answer, the store takes writes, keys can be read, and the
    /// audit log works.
    base::Task<base::Result<void>> check_store();

    /// Reads what other processes changed (keys, revocations, signing keys, pauses). Storage threads.
    void refresh();
    /// Deletes what has expired, submissions in small batches.
    void prune();
    /// Counts a check of a promise, and records a broken promise in the audit log. Storage threads.
    base::Result<void> note_promise(const transactions::Submission& submission,
                                    const transactions::PromiseCheck& check);
    /// Records a signature of a sponsor in the audit log, and counts it. Storage threads.
    base::Result<void> note_sponsor_signature(const transactions::SponsorSignature& made);
    /// Returns what the watch of sponsors works with; `rpc` is a worker's.
    transactions::SponsorWatch::Parts sponsor_watch_parts(solana::Rpc& rpc);
    /// Updates the gauges of what this process has open and holds. Any thread; memory alone.
    void measure();
    /// Updates the metrics of the audit log, and of its way to the database.
    void count_audit_events();
    /// Writes the audit log's last hash to the server's log, to be compared with `burner audit verify --head`, and with
    /// several nodes the last root, for `--root`.
    void log_audit_head();
    /// Ends cleanly, before the workers go: finishes the store's work, returns reserved quota.
    void close();

    base::SystemClock clock;
    base::SystemLeaseClock lease_clock;
    nodes::Lease lease;
    nodes::Finality finality;
    nodes::Hindrances hindrances;

  private:
    base::Result<void> check_file();
    void be_alone();
    void open_signing_keys(const Settings& settings);
    void sign_with_algorithm_of(const Settings& settings);
    void join_the_others(const Settings& settings);
    void note_clock(const nodes::ClockOffset& offset);
    void prune_submissions();
    void prune_audit_files();
    void prune_audit_batches();
    void close_audit();

    const std::chrono::days submissions_keep_;
    const audit::Retention audit_retention_;
    DirectoryLock lock_;
    base::ServerSecrets secrets_;
    std::unique_ptr<audit::AuditLog> audit_log_;  ///< null: `audit.enabled` is false
    audit::NoTrail no_trail_;
    std::unique_ptr<storage::Database> database_;
    storage::KeyStore key_store_;
    storage::RevocationList revocation_list_;
    storage::UsageStore usage_store_;
    storage::IdempotencyStore idempotency_store_;
    storage::PauseStore pause_store_;
    storage::UsedChallenges used_challenges_;
    storage::SigningKeyStore signing_key_store_;
    storage::ReplicaStore replica_store_;
    std::unique_ptr<storage::PostgresChainStore> chain_store_;  ///< null: this is the only node
    std::unique_ptr<audit::ShippedLog> shipped_log_;            ///< null: the same, or `audit.enabled` is false
    access::Revocations revocations_;
    access::SigningKeyChanges signing_key_changes_;

  public:
    audit::Trail& audit;
    access::TokenSettings token_settings;
    access::KeyRing keys;
    access::SigningKeys signing_keys;
    access::Replica replica;
    access::SessionTokens session_tokens;
    access::Sessions sessions;
    access::WalletProofs proofs;
    access::Possession possession;
    limits::TierTable tiers;
    nodes::Doorbell doorbell;
    limits::MonthlyQuota monthly_quota;
    limits::AddressLimit failed_logins;
    limits::AddressLimit challenges;
    limits::AddressLimit page_mints;
    limits::Idempotency idempotency;
    transactions::Pauses pauses;
    transactions::TicketKeys ticket_keys;
    transactions::BlockPace block_pace;
    storage::SubmissionLog submissions;
    storage::SponsorStore sponsors;
    storage::ReservationStore reservations;
    transactions::SponsorBalances sponsor_balances;
    transactions::SponsorKeys sponsor_keys;
    transactions::CoSigner co_signer;
    storage::DeliveryLog webhook_deliveries;
    webhooks::SigningSecrets webhook_secrets;
    transactions::SubmissionFeed submission_feed;
    transactions::SubmissionChanges submission_changes;
    api::AnswerCache wallet_answers;
    api::PageSettings page;  ///< complete once the server listens
    limits::Slots stream_slots;
    limits::Slots look_up_slots{64};  ///< signatures that one session's reports look for
    api::Metrics metrics;
    std::shared_ptr<const std::string> openapi;
    http::SharedState server_state;

  private:
    limits::LocalRateLimit local_rate_limit_;
    limits::LocalWorkLimit local_work_limit_;
    nodes::AllDuties all_duties_;
    base::LoggedFault replica_fault_{"keys and revocations cannot be read again"};
    base::LoggedFault pauses_fault_{"pauses cannot be read again"};
    std::unique_ptr<NodeShares> shares_;                       ///< null: this is the only node
    std::unique_ptr<storage::PostgresNodeRegistry> registry_;  ///< null: this is the only node
    std::unique_ptr<nodes::Announcer> announcer_;
    storage::StoreThreads store_threads_;                       ///< it ends before what it works on
    std::unique_ptr<storage::PostgresBellThread> bell_thread_;  ///< null: this is the only node; it ends early
    std::unique_ptr<FeedThread> feed_thread_;                   ///< null: this is the only node
};

}  // namespace burner::app
