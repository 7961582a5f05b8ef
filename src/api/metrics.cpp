#include "api/metrics.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace burner::api {

namespace {

constexpr std::array metric_table = std::to_array<MetricRow>({
    {"burner_http_requests_total", "counter", "route, status", "answered requests by route pattern"},
    {"burner_http_request_seconds", "histogram", "route", "time from the request's last byte to its answer"},
    {"burner_http_connections", "gauge", "", "open client connections"},
    {"burner_http_body_bytes", "gauge", "", "memory of request bodies of more than 16 KiB"},
    {"burner_http_unsent_bytes", "gauge", "", "memory of answers that wait for clients to read them"},
    {"burner_refusals_total", "counter", "code", "requests refused, by error code"},
    {"burner_sessions_total", "counter", "", "session tokens minted"},
    {"burner_challenges_total", "counter", "method", "challenges handed out for wallets to sign"},
    {"burner_proofs_total", "counter", "outcome", "proofs of wallets: valid, invalid, expired"},
    {"burner_transactions_built_total", "counter", "", "transactions handed out for signing"},
    {"burner_items_rejected_total", "counter", "", "selected items that could not be built or refreshed"},
    {"burner_transactions_refreshed_total", "counter", "", "transactions that got a new blockhash"},
    {"burner_submissions_total", "counter", "status", "submitted transactions by result"},
    {"burner_reports_total", "counter", "status", "reported transactions by result"},
    {"burner_promise_mismatch_total", "counter", "",
     "confirmed submissions whose balance changes were not as promised; each has an audit event"},
    {"burner_promise_checks_total", "counter", "outcome",
     "confirmed submissions held against the chain: kept, broken, unknown (no answer)"},
    {"burner_pruned_total", "counter", "what",
     "submissions, audit_files, audit_batches forgotten in time (submissions.keep_days, audit.*)"},
    {"burner_sponsor_balance_lamports", "gauge", "sponsor", "what a sponsor holds; below its floor it signs no more"},
    {"burner_sponsor_at_risk_lamports", "gauge", "sponsor", "fees that the chain has not decided about yet"},
    {"burner_sponsor_spent_lamports", "gauge", "sponsor",
     "fees lost today (UTC), by transactions that failed on chain"},
    {"burner_sponsor_signatures_total", "counter", "", "transactions that a sponsor has signed"},
    {"burner_sponsor_refused_total", "counter", "reason", "sponsored transactions that were not signed"},
    {"burner_paused", "gauge", "", "pauses in force (burner pause --list shows them)"},
    {"burner_clock_offset_seconds", "gauge", "",
     "how far the clock is ahead of the database's; beyond 0.5 either way the node is not ready"},
    {"burner_audit_events_total", "counter", "outcome",
     "audit events written; or, while the log fails, lost (refusals) and turned_away (mints)"},
    {"burner_audit_unshipped_bytes", "gauge", "",
     "with PostgreSQL: bytes of the audit log that are not in the database yet"},
    {"burner_audit_shipped_age_seconds", "gauge", "",
     "with PostgreSQL: time since all of the audit log was in the database"},
    {"burner_upstream_calls_total", "counter", "method, upstream, outcome",
     "calls to RPCs, indexers, prices; upstream is the index in its list"},
    {"burner_upstream_call_seconds", "histogram", "method", "time of one call to an upstream"},
    {"burner_streams_open", "gauge", "", "open WebSocket streams"},
    {"burner_stream_frames_total", "counter", "", "frames sent on streams"},
    {"burner_node_applied_change", "gauge", "", "last change in memory at the last renewal (with storage.url)"},
    {"burner_node_lag_changes", "gauge", "",
     "changes missing in memory at the last renewal; revocations wait for them"},
    {"burner_node_lease_seconds", "gauge", "", "what is left of the lease; 0: the database cannot be reached"},
    {"burner_node_duties", "gauge", "", "parts of the background work that are this node's"},
    {"burner_node_rejoins_total", "counter", "", "times that this node was fenced, or lost its place, and came back"},
    {"burner_nodes_live", "gauge", "", "nodes that share the database, at the last renewal"},
    {"burner_revocation_wait_seconds", "histogram", "", "time from a revocation's commit until all nodes knew it"},
    {"burner_webhook_deliveries_total", "counter", "outcome",
     "webhook deliveries: delivered, failed (tried again), given_up, disabled (410)"},
});

const MetricRow& row(std::string_view name) {
    for (const auto& candidate : metric_table) {
        if (candidate.name == name) return candidate;
    }
    throw std::logic_error("metric without a row");
}

/// The buckets, in seconds, reach from 0.1 ms (answers from memory) to 10 s (upstreams at their deadline).
const prometheus::Histogram::BucketBoundaries buckets{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05,
                                                      0.1,    0.5,    1,     2.5,   5,    10};

auto& counters(prometheus::Registry& registry, std::string_view name) {
    return prometheus::BuildCounter().Name(std::string{name}).Help(std::string{row(name).help}).Register(registry);
}

auto& gauges(prometheus::Registry& registry, std::string_view name) {
    return prometheus::BuildGauge().Name(std::string{name}).Help(std::string{row(name).help}).Register(registry);
}

prometheus::Gauge& gauge(prometheus::Registry& registry, std::string_view name) {
    return gauges(registry, name).Add({});
}

auto& histograms(prometheus::Registry& registry, std::string_view name) {
    return prometheus::BuildHistogram().Name(std::string{name}).Help(std::string{row(name).help}).Register(registry);
}

}  // namespace

std::span<const MetricRow> metric_rows() {
    return metric_table;
}

struct Metrics::Families {
    struct Route {
        std::string pattern;
        prometheus::Counter* ok;  ///< status 200, looked up once
        prometheus::Histogram* time;
    };

    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = counters(registry, "burner_http_requests_total");
    prometheus::Family<prometheus::Histogram>& request_time = histograms(registry, "burner_http_request_seconds");
    prometheus::Gauge& connections = gauge(registry, "burner_http_connections");
    prometheus::Gauge& body_bytes = gauge(registry, "burner_http_body_bytes");
    prometheus::Gauge& unsent_bytes = gauge(registry, "burner_http_unsent_bytes");
    prometheus::Counter& mismatches = counters(registry, "burner_promise_mismatch_total").Add({});
    prometheus::Family<prometheus::Counter>& promises = counters(registry, "burner_promise_checks_total");
    prometheus::Family<prometheus::Counter>& pruned = counters(registry, "burner_pruned_total");
    prometheus::Family<prometheus::Gauge>& sponsor_balance = gauges(registry, "burner_sponsor_balance_lamports");
    prometheus::Family<prometheus::Gauge>& sponsor_risk = gauges(registry, "burner_sponsor_at_risk_lamports");
    prometheus::Family<prometheus::Gauge>& sponsor_spent = gauges(registry, "burner_sponsor_spent_lamports");
    prometheus::Counter& sponsor_signatures = counters(registry, "burner_sponsor_signatures_total").Add({});
    prometheus::Family<prometheus::Counter>& sponsor_refused = counters(registry, "burner_sponsor_refused_total");
    prometheus::Gauge& paused = gauge(registry, "burner_paused");
    prometheus::Gauge& streams = gauge(registry, "burner_streams_open");
    prometheus::Counter& frames = counters(registry, "burner_stream_frames_total").Add({});
    prometheus::Family<prometheus::Counter>& refusals = counters(registry, "burner_refusals_total");
    prometheus::Counter& sessions = counters(registry, "burner_sessions_total").Add({});
    prometheus::Family<prometheus::Counter>& challenges = counters(registry, "burner_challenges_total");
    prometheus::Family<prometheus::Counter>& proofs = counters(registry, "burner_proofs_total");
    prometheus::Counter& built = counters(registry, "burner_transactions_built_total").Add({});
    prometheus::Counter& rejected = counters(registry, "burner_items_rejected_total").Add({});
    prometheus::Counter& refreshed = counters(registry, "burner_transactions_refreshed_total").Add({});
    prometheus::Family<prometheus::Counter>& submissions = counters(registry, "burner_submissions_total");
    prometheus::Family<prometheus::Counter>& reports = counters(registry, "burner_reports_total");
    prometheus::Family<prometheus::Counter>& audit_events = counters(registry, "burner_audit_events_total");
    prometheus::Family<prometheus::Counter>& upstream_calls = counters(registry, "burner_upstream_calls_total");
    prometheus::Family<prometheus::Histogram>& upstream_time = histograms(registry, "burner_upstream_call_seconds");
    // Gauges of nodes are added when they are set: a process on SQLite has none.
    prometheus::Family<prometheus::Gauge>& applied = gauges(registry, "burner_node_applied_change");
    prometheus::Family<prometheus::Gauge>& lag = gauges(registry, "burner_node_lag_changes");
    prometheus::Family<prometheus::Gauge>& lease = gauges(registry, "burner_node_lease_seconds");
    prometheus::Family<prometheus::Gauge>& duties = gauges(registry, "burner_node_duties");
    prometheus::Family<prometheus::Counter>& rejoins = counters(registry, "burner_node_rejoins_total");
    prometheus::Family<prometheus::Gauge>& live = gauges(registry, "burner_nodes_live");
    prometheus::Family<prometheus::Gauge>& clock_offset = gauges(registry, "burner_clock_offset_seconds");
    prometheus::Family<prometheus::Gauge>& audit_unshipped = gauges(registry, "burner_audit_unshipped_bytes");
    prometheus::Family<prometheus::Gauge>& audit_age = gauges(registry, "burner_audit_shipped_age_seconds");
    prometheus::Histogram& revocation_wait = histograms(registry, "burner_revocation_wait_seconds").Add({}, buckets);
    prometheus::Family<prometheus::Counter>& webhooks = counters(registry, "burner_webhook_deliveries_total");
    std::vector<Route> routes;

    void add_route(std::string_view pattern) {
        const std::string name{pattern};
        routes.push_back(
            {name, &requests.Add({{"route", name}, {"status", "200"}}), &request_time.Add({{"route", name}}, buckets)});
    }
};

Metrics::Metrics(std::span<const std::string_view> routes) : families_(std::make_unique<Families>()) {
    for (const auto route : routes) families_->add_route(route);
    families_->add_route("none");
}

Metrics::~Metrics() = default;

void Metrics::count_request(std::size_t route, int status, std::chrono::duration<double> time) {
    const auto& counted = families_->routes[route];
    counted.time->Observe(time.count());
    if (status == 200) {
        counted.ok->Increment();
    } else {
        families_->requests.Add({{"route", counted.pattern}, {"status", fmt::to_string(status)}}).Increment();
    }
}

void Metrics::count_refusal(std::string_view code) {
    families_->refusals.Add({{"code", std::string{code}}}).Increment();
}

void Metrics::count_session() {
    families_->sessions.Increment();
}

void Metrics::count_challenge(std::string_view method) {
    families_->challenges.Add({{"method", std::string{method}}}).Increment();
}

void Metrics::count_proof(std::optional<base::ErrorCode> failure) {
    const auto* outcome = !failure ? "valid" : *failure == base::ErrorCode::challenge_expired ? "expired" : "invalid";
    families_->proofs.Add({{"outcome", outcome}}).Increment();
}

void Metrics::count_built(std::size_t transactions, std::size_t rejected_items) {
    families_->built.Increment(static_cast<double>(transactions));
    families_->rejected.Increment(static_cast<double>(rejected_items));
}

void Metrics::count_refreshed(std::size_t transactions, std::size_t rejected_items) {
    families_->refreshed.Increment(static_cast<double>(transactions));
    families_->rejected.Increment(static_cast<double>(rejected_items));
}

void Metrics::count_submission(std::string_view status) {
    families_->submissions.Add({{"status", std::string{status}}}).Increment();
}

void Metrics::count_report(std::string_view status) {
    families_->reports.Add({{"status", std::string{status}}}).Increment();
}

void Metrics::set_audit_events(std::string_view outcome, std::uint64_t total) {
    auto& counter = families_->audit_events.Add({{"outcome", std::string{outcome}}});
    counter.Increment(static_cast<double>(total) - counter.Value());
}

void Metrics::set_audit_shipping(std::uint64_t unshipped_bytes, std::chrono::duration<double> age) {
    families_->audit_unshipped.Add({}).Set(static_cast<double>(unshipped_bytes));
    families_->audit_age.Add({}).Set(age.count());
}

void Metrics::count_upstream_call(std::string_view method, std::size_t upstream, std::string_view outcome,
                                  std::chrono::duration<double> time) {
    families_->upstream_calls
        .Add({{"method", std::string{method}},
              {"upstream", fmt::to_string(upstream)},
              {"outcome", std::string{outcome}}})
        .Increment();
    families_->upstream_time.Add({{"method", std::string{method}}}, buckets).Observe(time.count());
}

void Metrics::count_webhook_delivery(std::string_view outcome) {
    families_->webhooks.Add({{"outcome", std::string{outcome}}}).Increment();
}

void Metrics::count_promise_check(std::string_view outcome) {
    families_->promises.Add({{"outcome", std::string{outcome}}}).Increment();
}

void Metrics::count_promise_mismatch() {
    families_->mismatches.Increment();
}

void Metrics::count_pruned(std::string_view what, std::size_t count) {
    families_->pruned.Add({{"what", std::string{what}}}).Increment(static_cast<double>(count));
}

void Metrics::set_sponsor(std::string_view sponsor, base::Lamports balance, base::Lamports at_risk,
                          base::Lamports spent) {
    const prometheus::Labels labels{{"sponsor", std::string{sponsor}}};
    families_->sponsor_balance.Add(labels).Set(static_cast<double>(balance.value));
    families_->sponsor_risk.Add(labels).Set(static_cast<double>(at_risk.value));
    families_->sponsor_spent.Add(labels).Set(static_cast<double>(spent.value));
}

void Metrics::count_sponsor_signature() {
    families_->sponsor_signatures.Increment();
}

void Metrics::count_sponsor_refusal(std::string_view reason) {
    families_->sponsor_refused.Add({{"reason", std::string{reason}}}).Increment();
}

void Metrics::set_paused(std::size_t pauses) {
    families_->paused.Set(static_cast<double>(pauses));
}

void Metrics::set_clock_offset(std::chrono::duration<double> ahead) {
    families_->clock_offset.Add({}).Set(ahead.count());
}

void Metrics::set_connections(std::size_t open) {
    families_->connections.Set(static_cast<double>(open));
}

void Metrics::set_body_bytes(std::size_t bytes) {
    families_->body_bytes.Set(static_cast<double>(bytes));
}

void Metrics::set_unsent_bytes(std::size_t bytes) {
    families_->unsent_bytes.Set(static_cast<double>(bytes));
}

void Metrics::set_standing(const nodes::Standing& standing) {
    families_->applied.Add({}).Set(static_cast<double>(standing.applied));
    families_->lag.Add({}).Set(static_cast<double>(standing.last - std::min(standing.last, standing.applied)));
    families_->live.Add({}).Set(static_cast<double>(standing.live.size()));
    families_->rejoins.Add({}).Increment(standing.joins - 1 - families_->rejoins.Add({}).Value());
}

void Metrics::set_lease(std::chrono::duration<double> left) {
    families_->lease.Add({}).Set(std::max(left.count(), 0.0));
}

void Metrics::set_duties(std::size_t held) {
    families_->duties.Add({}).Set(static_cast<double>(held));
}

void Metrics::count_revocation(std::chrono::duration<double> waited) {
    families_->revocation_wait.Observe(waited.count());
}

void Metrics::count_stream(int change) {
    families_->streams.Increment(change);
}

void Metrics::count_frame() {
    families_->frames.Increment();
}

std::string Metrics::render() const {
    return prometheus::TextSerializer{}.Serialize(families_->registry.Collect());
}

}  // namespace burner::api
