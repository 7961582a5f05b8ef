#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/lamports.hpp"
#include "nodes/standing.hpp"

namespace burner::api {

/// One metric of the server; docs/metrics.md is generated from the table behind `metric_rows`.
struct MetricRow {
    std::string_view name;
    std::string_view type;    ///< counter, gauge or histogram
    std::string_view labels;  ///< comma separated
    std::string_view help;
};

std::span<const MetricRow> metric_rows();

/// The process's Prometheus metrics. One object, used by all threads; recording takes no lock that a
/// scrape holds for long. Labels are bounded: route patterns, statuses, error words, RPC methods.
class Metrics {
  public:
    explicit Metrics(std::span<const std::string_view> routes);
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// `route` is an index into the routes given; one past the end stands for no route.
    void count_request(std::size_t route, int status, std::chrono::duration<double> time);
    void count_refusal(std::string_view code);
    void count_session();
    void count_challenge(std::string_view method);
    /// Counts a proof of a wallet; nullopt: a valid one.
    void count_proof(std::optional<base::ErrorCode> failure);
    void count_built(std::size_t transactions, std::size_t rejected_items);
    void count_refreshed(std::size_t transactions, std::size_t rejected_items);
    void count_submission(std::string_view status);
    void count_report(std::string_view status);
    /// Sets the count since the start; only one thread may call it.
    void set_audit_events(std::string_view outcome, std::uint64_t total);
    void set_audit_shipping(std::uint64_t unshipped_bytes, std::chrono::duration<double> age);
    void count_upstream_call(std::string_view method, std::size_t upstream, std::string_view outcome,
                             std::chrono::duration<double> time);
    void count_webhook_delivery(std::string_view outcome);
    void count_promise_check(std::string_view outcome);
    void count_promise_mismatch();
    void count_pruned(std::string_view what, std::size_t count);
    /// Sets where a sponsor, named by its address, stands. `spent` is of today.
    void set_sponsor(std::string_view sponsor, base::Lamports balance, base::Lamports at_risk, base::Lamports spent);
    void count_sponsor_signature();
    void count_sponsor_refusal(std::string_view reason);
    void set_paused(std::size_t pauses);
    /// Sets how far this machine's clock is ahead of the database's.
    void set_clock_offset(std::chrono::duration<double> ahead);
    void set_connections(std::size_t open);
    void set_body_bytes(std::size_t bytes);
    void set_unsent_bytes(std::size_t bytes);
    /// Sets what a node knows of itself and the others; only the feed thread may call it.
    void set_standing(const nodes::Standing& standing);
    void set_lease(std::chrono::duration<double> left);
    void set_duties(std::size_t held);
    /// Counts a revocation that every node knew after so long.
    void count_revocation(std::chrono::duration<double> waited);
    void count_stream(int change);  ///< 1 opened, -1 ended
    void count_frame();

    /// Returns all metrics in the text exposition format, version 0.0.4.
    std::string render() const;

  private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace burner::api
