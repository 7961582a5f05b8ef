// What the state does again and again while the server runs.

#include <limits>

#include <fmt/format.h>
#include <unistd.h>

#include "app/state.hpp"
#include "base/log.hpp"

namespace burner::app {

void State::refresh() {
    if (!feed_thread_) {
        replica_fault_.note(replica.catch_up());
        pauses_fault_.note(pauses.refresh());
    }
    metrics.set_paused(pauses.all().size());
    if (shares_) shares_->renew();
}

void State::prune() {
    prune_audit_files();
    if (!duties().has(nodes::SingleDuty::pruning)) return;
    prune_audit_batches();
    const bool pruned = replica.prune(clock.now()).has_value() && idempotency.prune().has_value() &&
                        proofs.prune().has_value() &&
                        reservations.prune(clock.now() - transactions::failures_kept).has_value() &&
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
    if (!audit_log_) return;
    const auto shipped = shipped_log_ ? shipped_log_->status().shipped.seq : std::numeric_limits<std::uint64_t>::max();
    metrics.count_pruned("audit_files", audit_log_->prune(audit_retention_, shipped));
}

/// Prunes what all nodes have shipped; what is left waits for the next time.
void State::prune_audit_batches() {
    constexpr std::size_t max_batches = 20'000;
    if (!chain_store_ || audit_retention_.max_age.count() == 0) return;
    const auto pruned = chain_store_->prune(clock.now() - audit_retention_.max_age, max_batches);
    if (!pruned) return base::log(base::LogLevel::warn, "shipped audit batches not pruned");
    metrics.count_pruned("audit_batches", *pruned);
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

base::Result<void> State::note_sponsor_signature(const transactions::SponsorSignature& made) {
    const auto signature = to_base58(made.signature);
    const auto wallet = to_base58(made.reservation.wallet);
    const auto process = fmt::to_string(::getpid());
    const auto detail = fmt::format("sponsor {}, {} lamports at risk, for {}", solana::to_base58(made.sponsor),
                                    made.reservation.lamports.value, made.reservation.key_id);
    auto written = audit.record({.action = audit::Action::sponsor_sign,
                                 .time = clock.now(),
                                 .actor = {audit::Actor::Kind::process, process},
                                 .project = made.reservation.project,
                                 .subject = signature,
                                 .wallet = wallet,
                                 .detail = detail});
    if (written) metrics.count_sponsor_signature();
    return written;
}

transactions::SponsorWatch::Parts State::sponsor_watch_parts(solana::Rpc& rpc) {
    return {.rpc = rpc,
            .sponsors = sponsors,
            .reservations = reservations,
            .balances = sponsor_balances,
            .stores = store_threads_,
            .clock = clock,
            .duties = duties(),
            .terms =
                [this] {
                    std::vector<solana::Sponsorship> terms;
                    for (const auto& project : keys.projects()) {
                        if (project.sponsorship) terms.push_back(*project.sponsorship);
                    }
                    return terms;
                },
            .tell =
                [this](const transactions::SponsorStanding& standing) {
                    metrics.set_sponsor(solana::to_base58(standing.sponsor), standing.balance, standing.use.at_risk,
                                        standing.use.lost_today);
                }};
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
    if (!shipped_log_) return;
    const auto status = shipped_log_->status();
    metrics.set_audit_shipping(status.unshipped_bytes, clock.steady() - status.up_to_date);
}

void State::log_audit_head() {
    if (!audit_log_) return;
    const audit::Link head = audit_log_->head();
    base::log(base::LogLevel::info, "audit head",
              {{"seq", std::to_string(head.seq)}, {"hash", audit::view(head.hash)}});
    if (!shipped_log_) return;
    const auto status = shipped_log_->status();
    if (status.anchor)
        base::log(base::LogLevel::info, "audit anchor",
                  {{"chain", status.chain},
                   {"seq", std::to_string(status.anchor->link.seq)},
                   {"anchor", std::to_string(status.anchor->seq)},
                   {"root", audit::view(status.anchor->root)}});
}

}  // namespace burner::app
