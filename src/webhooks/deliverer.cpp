#include "webhooks/deliverer.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "base/random.hpp"
#include "base/repeated_fault.hpp"
#include "webhooks/retry_schedule.hpp"

namespace burner::webhooks {

namespace asio = boost::asio;

namespace {

constexpr asio::use_awaitable_t<base::Executor> awaitable{};

/// The wait between tries to record an attempt while the store fails: the receiver must not be called again for it.
constexpr std::chrono::seconds record_again{1};

/// Draws a number from [0, 1).
double random_jitter() {
    std::array<std::uint8_t, 4> bytes;
    base::random_bytes(bytes);
    return static_cast<double>(base::read_le<std::uint32_t>(bytes, 0)) / 4294967296.0;
}

std::string_view to_text(const AttemptOutcome& outcome) {
    if (outcome.disables_webhook) return "disabled";
    return outcome.status == DeliveryStatus::pending ? "failed" : to_text(outcome.status);
}

}  // namespace

base::Task<base::Result<void>> Deliverer::pass() {
    const nodes::Shards shards = duties_.shards(nodes::ShardedDuty::webhooks);
    auto due = co_await base::run_on(
        stores_, [&log = log_, now = clock_.now(), shards] { return log.due(now, shards, max_per_webhook); });
    if (!due) co_return std::unexpected(due.error());
    std::ranges::sort(*due, {}, [](const DueDelivery& one) {
        return std::pair{one.delivery.next_attempt_at, one.delivery.sequence};
    });
    for (DueDelivery& one : *due) {
        if (has_room_for(one)) start(std::move(one));
    }
    co_return base::Result<void>{};
}

bool Deliverer::has_room_for(const DueDelivery& due) const {
    if (in_flight_.size() >= max_in_flight || in_flight_.contains(due.delivery.sequence)) return false;
    const auto of_webhook =
        std::ranges::count_if(in_flight_, [&](const auto& entry) { return entry.second == due.webhook.id; });
    return of_webhook < static_cast<std::ptrdiff_t>(max_per_webhook);
}

void Deliverer::start(DueDelivery due) {
    const std::int64_t sequence = due.delivery.sequence;
    in_flight_.emplace(sequence, due.webhook.id);
    asio::co_spawn(
        io_.get_executor(), [this, due = std::move(due)]() mutable { return deliver(std::move(due)); },
        [this, sequence](const std::exception_ptr& failure) {
            in_flight_.erase(sequence);
            if (failure) {
                base::log(base::LogLevel::error, "webhook delivery broke off");  // it is still due
                return;
            }
            has_made_room_ = true;
            wake_.cancel();
        });
}

base::Task<void> Deliverer::deliver(DueDelivery due) {
    Sent sent = co_await send_once(poster_, secrets_, clock_, due.webhook, due.delivery.message);
    const AttemptOutcome outcome = outcome_of(due.delivery, std::move(sent));
    co_await record(due.delivery.sequence, outcome);
    report(due, outcome);
}

AttemptOutcome Deliverer::outcome_of(const Delivery& delivery, Sent sent) const {
    AttemptOutcome outcome{.attempt = std::move(sent.attempt), .number = delivery.attempts + 1};
    if (outcome.attempt.error.empty()) {
        outcome.status = DeliveryStatus::delivered;
    } else if (outcome.attempt.error == "gone") {
        outcome.status = DeliveryStatus::given_up;
        outcome.disables_webhook = true;
    } else {
        const auto next =
            next_attempt({delivery.created_at, clock_.now(), outcome.number, sent.retry_after}, random_jitter());
        outcome.status = next ? DeliveryStatus::pending : DeliveryStatus::given_up;
        outcome.next_attempt_at = next.value_or(clock_.now());
    }
    return outcome;
}

base::Task<void> Deliverer::record(std::int64_t sequence, AttemptOutcome outcome) {
    base::Timer timer{io_};
    for (;;) {
        const auto recorded =
            co_await base::run_on(stores_, [&log = log_, sequence, &outcome] { return log.record(sequence, outcome); });
        if (recorded) co_return;
        base::log(base::LogLevel::warn, "webhook delivery not recorded", {{"reason", recorded.error().message}});
        timer.expires_after(record_again);
        co_await timer.async_wait(asio::as_tuple(awaitable));
    }
}

void Deliverer::report(const DueDelivery& due, const AttemptOutcome& outcome) const {
    if (observer_) observer_(to_text(outcome));
    if (outcome.status != DeliveryStatus::given_up) return;
    const std::string status = fmt::to_string(outcome.attempt.status);
    base::log(base::LogLevel::warn, outcome.disables_webhook ? "webhook disabled" : "webhook delivery given up",
              {{"webhook", due.webhook.id},
               {"message_id", due.delivery.message.id},
               {"status", status},
               {"reason", outcome.attempt.error}});
}

base::Task<void> Deliverer::run(std::chrono::milliseconds interval) {
    base::LoggedFault fault{"webhooks cannot be read"};
    for (;;) {
        has_made_room_ = false;
        const auto passed = co_await pass();
        fault.note(passed);
        if (has_made_room_ && passed) continue;
        wake_.expires_after(interval);
        co_await wake_.async_wait(asio::as_tuple(awaitable));
    }
}

}  // namespace burner::webhooks
