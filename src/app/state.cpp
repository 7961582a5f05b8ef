#include "app/state.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "api/routes.hpp"
#include "app/announce_here.hpp"
#include "app/data_directory.hpp"
#include "app/node_name.hpp"
#include "app/open_database.hpp"
#include "app/openapi.hpp"
#include "app/other_nodes.hpp"
#include "app/secret_file.hpp"
#include "app/signing_key_import.hpp"
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

/// Ships the log of one of many nodes to their database; null where there is but one, or no log.
std::unique_ptr<audit::ShippedLog> ship(const Settings& settings, audit::AuditLog* log, audit::ChainStore* store,
                                        const base::Clock& clock) {
    if (log == nullptr || store == nullptr) return nullptr;
    return std::make_unique<audit::ShippedLog>(*log,
                                               audit::Shipper{settings.data_directory, node_name(settings), *store},
                                               settings.audit_max_unshipped, clock);
}

api::PageSettings page_settings(const Settings& settings) {
    api::PageSettings page{.key_id = settings.page_key,
                           .origins = {},
                           .explorer = settings.page_explorer,
                           .shows_images = settings.page_images,
                           .files = pages::page_files()};
    if (settings.page_origin) page.origins = {*settings.page_origin};
    return page;
}

audit::Trail& trail_of(audit::NoTrail& none, audit::AuditLog* log, audit::ShippedLog* shipped) {
    if (shipped != nullptr) return *shipped;
    return log != nullptr ? static_cast<audit::Trail&>(*log) : none;
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
      used_challenges_(*database_),
      signing_key_store_(*database_),
      replica_store_(*database_),
      chain_store_(settings.storage_url ? std::make_unique<storage::PostgresChainStore>(*database_) : nullptr),
      shipped_log_(ship(settings, audit_log_.get(), chain_store_.get(), clock)),
      revocations_(revocation_list_, finality),
      signing_key_changes_(signing_key_store_, secrets_, settings.session_algorithm, clock),
      audit(trail_of(no_trail_, audit_log_.get(), shipped_log_.get())),
      token_settings{settings.session_issuer, settings.session_audience, settings.session_clock_skew,
                     std::chrono::seconds{settings.storage_url ? 1 : 0}},
      keys(key_store_, clock, finality),
      signing_keys(secrets_, finality),
      replica(replica_store_, {keys, revocations_, signing_keys, signing_key_changes_}),
      session_tokens(signing_keys, token_settings),
      sessions(session_tokens, revocations_, keys, clock),
      proofs(used_challenges_, secrets_, clock),
      possession(settings.public_url, clock),
      tiers(settings.tiers),
      monthly_quota(usage_store_, store_threads_, lease_clock, doorbell),
      failed_logins(limits::per_minute(settings.auth_failures_per_minute)),
      challenges(limits::per_minute(settings.challenges_per_minute)),
      page_mints(limits::per_minute(settings.page_mints_per_minute)),
      idempotency(idempotency_store_, clock, secrets_),
      pauses(pause_store_),
      ticket_keys(ticket_keys_from(secrets_)),
      submissions(*database_),
      sponsors(*database_),
      reservations(*database_),
      sponsor_keys(secrets_),
      co_signer(
          sponsors, sponsor_keys, reservations,
          [this](const transactions::SponsorSignature& made) { return note_sponsor_signature(made); },
          [this](transactions::SponsorRefusal refusal) { metrics.count_sponsor_refusal(to_text(refusal)); }),
      webhook_deliveries(*database_),
      webhook_secrets(secrets_),
      submission_feed(doorbell),
      submission_changes(submissions, submission_feed, clock, webhooks::event_of),
      wallet_answers(settings.discovery_cache, wallet_answer_bytes, doorbell, clock),
      page(page_settings(settings)),
      stream_slots(settings.max_streams_per_key),
      metrics(route_patterns()),
      openapi(std::make_shared<const std::string>(openapi_json())),
      shares_(settings.storage_url
                  ? std::make_unique<NodeShares>(*database_, store_threads_, lease_clock, doorbell, monthly_quota,
                                                 std::array{&failed_logins, &challenges, &page_mints})
                  : nullptr),
      store_threads_(storage_threads(settings)),
      bell_thread_(ring_others(settings, doorbell)) {
    value_or_throw(pauses.refresh());
    if (settings.storage_url) {
        registry_ = std::make_unique<storage::PostgresNodeRegistry>(*database_);
        check_secret_of_others(*registry_, lock_.identity(), settings, secrets_);
        check_lease_of_others(*registry_, lock_.identity(), settings);
        warn_of_differences(*registry_, lock_.identity(), settings);
    }
    open_signing_keys(settings);
    settings.storage_url ? join_the_others(settings) : be_alone();
    sign_with_algorithm_of(settings);
}

/// Sees to it that there are signing keys before anybody is answered.
void State::open_signing_keys(const Settings& settings) {
    import_signing_keys(settings.data_directory, signing_key_changes_);
    value_or_throw(signing_keys.replace(value_or_throw(signing_key_changes_.prepare()).keys));
}

/// Moves on to keys of the algorithm that is set, step by step: no key signs that a node does not hold. It is recorded
/// as a rotation.
void State::sign_with_algorithm_of(const Settings& settings) {
    const auto algorithm = settings.session_algorithm;
    const auto signs = [&] { return signing_keys.keys()->current().record.algorithm == algorithm; };
    if (signs()) return;
    auto known = value_or_throw(signing_key_changes_.prepare()).position;
    while (!signs()) {
        announce_here(settings, *database_, known);
        const auto changed = value_or_throw(signing_key_changes_.move_to(algorithm, known.number));
        value_or_throw(signing_keys.apply(changed.keys));
        known = changed.position;
    }
    announce_here(settings, *database_, known);
    const auto kid = signing_keys.keys()->current().record.kid;
    const auto process = fmt::to_string(::getpid());
    const auto detail = fmt::format("sessions.algorithm {}", to_text(algorithm));
    value_or_throw(audit.record({.action = audit::Action::signing_key_rotate,
                                 .time = clock.now(),
                                 .actor = {audit::Actor::Kind::process, process},
                                 .subject = kid,
                                 .detail = detail}));
}

void State::be_alone() {
    value_or_throw(replica.catch_up());
    announcer_ = std::make_unique<nodes::SingleNodeAnnouncer>();
}

void State::join_the_others(const Settings& settings) {
    announcer_ =
        std::make_unique<nodes::RegistryAnnouncer>(*registry_, store_threads_, lease_clock, lease_terms(settings));
    feed_thread_ = std::make_unique<FeedThread>(
        settings, lock_.identity(),
        FeedThread::Parts{keys, revocations_, signing_keys, secrets_, pauses, hindrances, lease, finality, lease_clock,
                          [this](const nodes::Standing& standing) {
                              shares_->set_nodes(standing);
                              metrics.set_standing(standing);
                              possession.set_understood(standing.understood >= nodes::ChangeKind::bound_session);
                          },
                          [this](const nodes::ClockOffset& offset) { note_clock(offset); }});
    check_lease_of_others(*registry_, lock_.identity(), settings);  // one that has started at the same time
}

void State::note_clock(const nodes::ClockOffset& offset) {
    metrics.set_clock_offset(offset.ahead);
    std::string words;
    if (offset.is_too_far())
        words = fmt::format("The clock of this machine is {} the database's by more than {} ms. Set it, by NTP",
                            offset.ahead.count() > 0 ? "ahead of" : "behind", nodes::ClockOffset::allowed.count());
    if (!hindrances.set(nodes::Hindrances::Of::clock, words)) return;
    const auto seconds = fmt::format("{:.3f}", offset.ahead.count());
    if (words.empty()) return base::log(base::LogLevel::info, "the clock is right again", {{"ahead_seconds", seconds}});
    base::log(base::LogLevel::error, words, {{"ahead_seconds", seconds}});
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
    if (shipped_log_ && shipped_log_->status().is_full) co_return std::unexpected(audit::not_shipped());
    if (feed_thread_) co_return base::Result<void>{};
    co_return co_await base::run_on(store_threads_, [this] { return check_file(); });
}

/// Ships and anchors the rest of the audit log, before the node's row is fenced. Nothing is recorded afterwards.
void State::close_audit() {
    if (shipped_log_) shipped_log_->close();
    if (audit_log_) audit_log_->close();
    log_audit_head();
}

void State::close() {
    store_threads_.join();
    monthly_quota.credits().close();
    if (shares_) shares_->close();
    close_audit();
    feed_thread_.reset();
}

}  // namespace burner::app
