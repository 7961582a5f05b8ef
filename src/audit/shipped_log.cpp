#include "audit/shipped_log.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/log.hpp"

namespace burner::audit {

namespace {

constexpr std::chrono::milliseconds between_passes{500};
constexpr std::chrono::seconds between_anchors{10};
constexpr std::chrono::seconds longest_wait{5};

}  // namespace

base::Error not_shipped() {
    return {base::ErrorCode::overloaded, "The audit log cannot reach the database. Try again"};
}

ShippedLog::ShippedLog(AuditLog& log, Shipper shipper, std::uint64_t max_unshipped, const base::Clock& clock)
    : log_(log), shipper_(std::move(shipper)), max_unshipped_(max_unshipped), clock_(clock) {
    status_.up_to_date = clock_.steady();
    log_.limit_mints_to(max_unshipped_);
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

ShippedLog::~ShippedLog() {
    close();
}

base::Result<void> ShippedLog::record(const Event& event) {
    if (auto written = log_.record(event); !written) return written;
    const std::uint64_t mine = log_.head().seq;
    std::unique_lock lock(mutex_);
    const std::uint64_t before = begun_;
    wanted_ = std::max(wanted_, mine);
    wake_.notify_one();
    // A pass that began later than the event was written has shipped it, or failed.
    const bool is_settled = settled_.wait_for(lock, longest_wait, [&] { return ended_ > before; });
    if (is_settled && status_.shipped.seq >= mine) return {};
    return std::unexpected(not_shipped());
}

void ShippedLog::close() {
    if (!thread_.joinable()) return;
    log_.close();
    thread_.request_stop();
    thread_.join();
}

void ShippedLog::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        pass(false);
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, between_passes, [&] { return wanted_ > 0; });
    }
    if (!pass(true))
        base::log(base::LogLevel::error, "audit events are not in the database; the next start ships them",
                  {{"bytes", std::to_string(status().unshipped_bytes)}});
}

bool ShippedLog::pass(bool is_last) {
    {
        const std::lock_guard lock(mutex_);
        ++begun_;
        wanted_ = 0;
    }
    const auto shipped = shipper_.ship();
    publish(shipped.has_value());
    auto outcome = shipped;
    const auto now = clock_.steady();
    if (outcome && (is_last || now - anchored_ >= between_anchors)) {
        anchored_ = now;
        outcome = shipper_.anchor();
        publish(true);
    }
    report(outcome);
    const auto notice = shipper_.take_notice();
    if (!notice || is_last) return outcome.has_value();
    const auto process = fmt::to_string(::getpid());
    log_.note({.action = Action::audit_forked,
               .time = clock_.now(),
               .actor = {Actor::Kind::process, process},
               .detail = *notice});
    return outcome.has_value();
}

/// Tells those who wait, the log how much it may take, and whoever asks.
void ShippedLog::publish(bool is_shipped) {
    const auto left = shipper_.bytes_left();
    if (left) log_.limit_mints_to(max_unshipped_ - std::min(max_unshipped_, *left));
    const std::lock_guard lock(mutex_);
    status_.chain = shipper_.chain();
    status_.shipped = shipper_.shipped();
    status_.anchor = shipper_.newest_anchor();
    if (left) status_.unshipped_bytes = *left;
    status_.is_full = status_.unshipped_bytes >= max_unshipped_;
    if (is_shipped) status_.up_to_date = clock_.steady();
    ended_ = begun_;
    settled_.notify_all();
}

void ShippedLog::report(const Shipper::Outcome& outcome) {
    const auto news = fault_.note(!outcome, clock_.steady());
    if (news == base::FaultNews::over) base::log(base::LogLevel::info, "the audit log is shipped again");
    if (news == base::FaultNews::failing)
        base::log(base::LogLevel::error, "the audit log cannot be shipped to the database",
                  {{"reason", outcome.error()}, {"bytes", std::to_string(status().unshipped_bytes)}});
}

ShippedLog::Status ShippedLog::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

}  // namespace burner::audit
