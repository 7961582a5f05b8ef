#include "app/state.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "api/routes.hpp"
#include "app/data_directory.hpp"
#include "app/open_database.hpp"
#include "app/openapi.hpp"
#include "app/secret_file.hpp"
#include "app/ticket_keys.hpp"
#include "app/value_or_throw.hpp"
#include "base/log.hpp"
#include "webhooks/submission_event.hpp"

namespace burner::app {

namespace {

/// Returns how many threads wait for the database. SQLite has one writer; a second thread keeps reads from waiting
/// behind an fsync.
std::size_t storage_threads(const Settings& settings) {
    return settings.storage_url ? settings.storage_connections : 2;
}

/// Starts what carries rings between the nodes; null where there is but one.
std::unique_ptr<storage::PostgresBellThread> ring_others(const Settings& settings, nodes::Doorbell& bell) {
    if (!settings.storage_url) return nullptr;
    return std::make_unique<storage::PostgresBellThread>(*settings.storage_url, storage::PostgresLimits{}, bell);
}

/// The memory for answers of `GET …/assets` kept for `discovery.cache_ms`: about ten wallets of 10,000 accounts.
constexpr std::size_t wallet_answer_bytes = 64u << 20;

std::vector<std::string_view> route_patterns() {
    static const std::vector<std::string> patterns = [] {
        std::vector<std::string> all;
        for (const auto& route : api::routes()) all.push_back(api::full_pattern(route));
        return all;
    }();
    return {patterns.begin(), patterns.end()};
}

const std::filesystem::path& opened(const std::filesystem::path& directory) {
    open_data_directory(directory);
    return directory;
}

std::unique_ptr<audit::AuditLog> audit_log_of(const Settings& settings, const base::Clock& clock) {
    if (!settings.audit_enabled) return nullptr;
    return std::make_unique<audit::AuditLog>(
        audit::AuditLogSettings{
            .directory = settings.data_directory, .mints = settings.audit_mints, .max_bytes = settings.audit_max_bytes},
        clock);
}

/// Opens the signing keys. Keys of another algorithm than the one set no longer sign, which is recorded as a rotation.
std::unique_ptr<access::SigningKeys> open_signing_keys(const Settings& settings, const base::Clock& clock,
                                                       audit::Trail& trail) {
    const auto file = settings.data_directory / "signing-keys.json";
    std::string before;
    if (std::filesystem::exists(file))
        before = value_or_throw(access::SigningKeys::open(file, clock))->keys()->current().key.kid;
    auto opened = value_or_throw(
        access::SigningKeys::open(file, *access::jws_algorithm_from_text(settings.session_algorithm), clock));
    const std::string kid = opened->keys()->current().key.kid;
    if (before.empty() || kid == before) return opened;
    const auto process = fmt::to_string(::getpid());
    const auto detail = "sessions.algorithm " + settings.session_algorithm;
    value_or_throw(trail.record({.action = audit::Action::signing_key_rotate,
                                 .time = clock.now(),
                                 .actor = {audit::Actor::Kind::process, process},
                                 .subject = kid,
                                 .detail = detail}));
    return opened;
}

}  // namespace

State::State(const Settings& settings)
    : lease(settings.storage_url ? nodes::Lease{lease_clock, settings.when_stale} : nodes::Lease::of_a_single_node()),
      finality(settings.storage_url ? nodes::Finality{lease_terms(settings)} : nodes::Finality::of_a_single_node()),
      submissions_keep_(settings.submissions_keep),
      audit_retention_{settings.audit_max_files, settings.audit_keep},
      lock_(opened(settings.data_directory)),
      secrets_(load_server_secrets(settings.data_directory / "server.secret", clock.now())),
      audit_log_(audit_log_of(settings, clock)),
      database_(open_database(settings)),
      key_store_(*database_),
      revocation_list_(*database_),
      usage_store_(*database_),
      idempotency_store_(*database_),
      pause_store_(*database_),
      replica_store_(*database_),
      revocations_(revocation_list_, finality),
      audit(audit_log_ ? static_cast<audit::Trail&>(*audit_log_) : no_trail_),
      token_settings{settings.session_issuer, settings.session_audience, settings.session_clock_skew,
                     std::chrono::seconds{settings.storage_url ? 1 : 0}},
      keys(key_store_, clock, finality),
      replica(replica_store_, keys, revocations_),
      signing_keys(open_signing_keys(settings, clock, audit)),
      session_tokens(*signing_keys, token_settings),
      sessions(session_tokens, revocations_, keys, clock),
      tiers(settings.tiers),
      monthly_quota(usage_store_, store_threads_, lease_clock, doorbell),
      auth_throttle({.burst = static_cast<double>(settings.auth_failures_per_minute),
                     .refill_per_minute = static_cast<double>(settings.auth_failures_per_minute)}),
      idempotency(idempotency_store_, clock, secrets_),
      pauses(pause_store_),
      ticket_keys(ticket_keys_from(secrets_)),
      submissions(*database_),
      webhook_deliveries(*database_),
      webhook_secrets(secrets_),
      submission_feed(doorbell),
      submission_changes(submissions, submission_feed, clock, webhooks::event_of),
      wallet_answers(settings.discovery_cache, wallet_answer_bytes, doorbell, clock),
      stream_slots(settings.max_streams_per_key),
      metrics(route_patterns()),
      openapi(std::make_shared<const std::string>(openapi_json())),
      shares_(settings.storage_url ? std::make_unique<NodeShares>(*database_, store_threads_, lease_clock, doorbell,
                                                                  monthly_quota, auth_throttle)
                                   : nullptr),
      store_threads_(storage_threads(settings)),
      bell_thread_(ring_others(settings, doorbell)) {
    value_or_throw(pauses.refresh());
    settings.storage_url ? join_the_others(settings) : be_alone();
}

void State::be_alone() {
    value_or_throw(replica.catch_up());
    announcer_ = std::make_unique<nodes::SingleNodeAnnouncer>();
}

void State::join_the_others(const Settings& settings) {
    registry_ = std::make_unique<storage::PostgresNodeRegistry>(*database_);
    announcer_ =
        std::make_unique<nodes::RegistryAnnouncer>(*registry_, store_threads_, lease_clock, lease_terms(settings));
    feed_thread_ = std::make_unique<FeedThread>(
        settings, lock_.identity(),
        FeedThread::Parts{keys, revocations_, lease, finality, lease_clock, [this](const nodes::Standing& standing) {
                              shares_->set_nodes(standing);
                              metrics.set_standing(standing);
                          }});
}

const nodes::Duties& State::duties() const {
    return shares_ ? shares_->duties() : all_duties_;
}

limits::RateLimit& State::rate_limit() {
    return shares_ ? shares_->rate_limit() : local_rate_limit_;
}

limits::WorkLimit& State::work_limit() {
    return shares_ ? shares_->work_limit() : local_work_limit_;
}

base::Result<void> State::check_file() {
    if (auto written = replica_store_.check_writes(); !written) return written;
    return replica.catch_up();
}

/// Asks one of many nodes for its lease alone: it was renewed by a write that every standby has, after which everything
/// new was read. So a restart of the database takes no node from its balancer.
base::Task<base::Result<void>> State::check_store() {
    if (!lease.may_answer()) co_return std::unexpected(nodes::no_lease());
    if (audit_log_ && !audit_log_->fault().empty()) co_return std::unexpected(audit::not_audited());
    if (feed_thread_) co_return base::Result<void>{};
    co_return co_await base::run_on(store_threads_, [this] { return check_file(); });
}

void State::refresh() {
    const auto report = [](std::string_view what, const base::Result<void>& outcome) {
        if (!outcome)
            base::log(base::LogLevel::warn, "not refreshed", {{"what", what}, {"reason", outcome.error().message}});
    };
    if (!feed_thread_) report("keys and revocations", replica.catch_up());
    report("signing keys", signing_keys->refresh());
    report("pauses", pauses.refresh());
    metrics.set_paused(pauses.all().size());
    if (shares_) shares_->renew();
}

void State::prune() {
    prune_audit_files();
    if (!duties().has(nodes::SingleDuty::pruning)) return;
    const bool pruned = replica.prune(clock.now()).has_value() && idempotency.prune().has_value() &&
                        webhook_deliveries.prune(clock.now() - webhooks::deliveries_kept).has_value() &&
                        submissions.prune_leaders(clock.now() - transactions::ended_periods_kept).has_value();
    const bool forgotten = !registry_ || registry_->prune(clock.now() - std::chrono::days{1}).has_value();
    if (!pruned || !forgotten) base::log(base::LogLevel::warn, "expired records not pruned");
    prune_submissions();
}

/// Prunes in batches, between which the store is free for others; what is left waits for the next time.
void State::prune_submissions() {
    constexpr std::size_t batch = 500;
    constexpr int max_batches = 40;
    if (submissions_keep_.count() == 0) return;
    for (int i = 0; i < max_batches; ++i) {
        const auto pruned = submissions.prune_finished(clock.now() - submissions_keep_, batch);
        if (!pruned) {
            base::log(base::LogLevel::warn, "old submissions not pruned", {{"reason", pruned.error().message}});
            return;
        }
        metrics.count_pruned("submissions", *pruned);
        if (*pruned < batch) return;
    }
}

void State::prune_audit_files() {
    if (audit_log_) metrics.count_pruned("audit_files", audit_log_->prune(audit_retention_));
}

base::Result<void> State::note_promise(const transactions::Submission& submission,
                                       const transactions::PromiseCheck& check) {
    if (check.verdict == transactions::PromiseVerdict::broken) {
        const auto signature = to_base58(submission.signature);
        const auto wallet = to_base58(submission.wallet);
        const auto process = fmt::to_string(::getpid());
        auto written = audit.record({.action = audit::Action::submission_mismatch,
                                     .time = clock.now(),
                                     .actor = {audit::Actor::Kind::process, process},
                                     .project = submission.project,
                                     .subject = signature,
                                     .wallet = wallet,
                                     .detail = check.detail});
        if (!written) return written;
        base::log(base::LogLevel::error, "a promise was broken", {{"signature", signature}, {"detail", check.detail}});
        metrics.count_promise_mismatch();
    }
    metrics.count_promise_check(to_text(check.verdict));
    return {};
}

void State::measure() {
    metrics.set_connections(server_state.connections.count());
    metrics.set_unsent_bytes(server_state.unsent.bytes());
    metrics.set_body_bytes(server_state.bodies.bytes());
    if (!shares_) return;
    metrics.set_lease(lease.left());
    metrics.set_duties(shares_->held_duties());
}

void State::count_audit_events() {
    if (!audit_log_) return;
    const auto counts = audit_log_->counts();
    metrics.set_audit_events("written", counts.written);
    metrics.set_audit_events("lost", counts.lost);
    metrics.set_audit_events("turned_away", counts.turned_away);
}

void State::log_audit_head() {
    if (!audit_log_) return;
    const audit::Link head = audit_log_->head();
    base::log(base::LogLevel::info, "audit head",
              {{"seq", std::to_string(head.seq)}, {"hash", audit::view(head.hash)}});
}

void State::close() {
    store_threads_.join();
    feed_thread_.reset();
    monthly_quota.credits().close();
    if (shares_) shares_->close();
    if (audit_log_) audit_log_->close();
    log_audit_head();
}

}  // namespace burner::app
