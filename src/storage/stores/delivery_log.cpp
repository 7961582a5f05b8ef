#include "storage/stores/delivery_log.hpp"

#include <utility>

namespace burner::storage {

namespace {

using webhooks::AttemptOutcome;
using webhooks::Delivery;
using webhooks::DeliveryStatus;
using webhooks::DueDelivery;
using webhooks::Webhook;

/// Reads the columns sequence, webhook, message, type, body, created_at, status, attempts, next_attempt_at,
/// attempted_at, took_ms, answer, error.
Delivery read_delivery(const Statement& row) {
    Delivery delivery{row.integer(0),
                      row.text(1),
                      {row.text(2), row.text(3), row.text(4)},
                      row.time(5),
                      static_cast<DeliveryStatus>(row.integer(6)),
                      static_cast<unsigned>(row.integer(7)),
                      row.time(8),
                      std::nullopt};
    if (const auto at = row.optional_time(9)) {
        delivery.last_attempt = {*at, std::chrono::milliseconds{row.integer(10)}, static_cast<int>(row.integer(11)),
                                 row.text(12)};
    }
    return delivery;
}

std::vector<Webhook> enabled_with_pending(Transaction& transaction, base::UnixTime now, nodes::Shards shards) {
    auto row = transaction.prepare(
        "SELECT id, project, url, sealed_secret, created_at FROM webhooks WHERE disabled_at IS NULL"
        " AND (? >> shard) & 1 = 1 AND EXISTS"
        " (SELECT 1 FROM webhook_deliveries WHERE webhook = webhooks.id AND status = 0 AND next_attempt_at <= ?)");
    row.bind(shards.to_ulong(), now);
    std::vector<Webhook> webhooks;
    while (row.row()) {
        webhooks.push_back({row.text(0), row.text(1), row.text(2), row.blob(3), row.time(4), std::nullopt});
    }
    return webhooks;
}

void append_due(Transaction& transaction, const Webhook& webhook, base::UnixTime now, std::size_t count,
                std::vector<DueDelivery>& out) {
    auto row = transaction.prepare(
        "SELECT sequence, webhook, message, type, body, created_at, status, attempts, next_attempt_at, attempted_at,"
        " took_ms, answer, error FROM webhook_deliveries WHERE webhook = ? AND status = 0 AND next_attempt_at <= ?"
        " ORDER BY next_attempt_at, sequence LIMIT ?");
    row.bind(webhook.id, now, count);
    while (row.row()) out.push_back({webhook, read_delivery(row)});
}

void disable(Transaction& transaction, const std::string& webhook, base::UnixTime now) {
    transaction.prepare("UPDATE webhooks SET disabled_at = coalesce(disabled_at, ?) WHERE id = ?")
        .bind(now, webhook)
        .run();
    transaction.prepare("UPDATE webhook_deliveries SET status = 2 WHERE webhook = ? AND status = 0")
        .bind(webhook)
        .run();
}

}  // namespace

base::Result<std::vector<DueDelivery>> DeliveryLog::due(base::UnixTime now, nodes::Shards shards,
                                                        std::size_t per_webhook) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<DueDelivery>> {
        std::vector<DueDelivery> due;
        for (const Webhook& webhook : enabled_with_pending(transaction, now, shards)) {
            append_due(transaction, webhook, now, per_webhook, due);
        }
        return due;
    });
}

base::Result<void> DeliveryLog::record(std::int64_t sequence, const AttemptOutcome& outcome) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        std::string webhook;
        {
            auto row = transaction.prepare(
                "UPDATE webhook_deliveries SET status = ?, attempts = attempts + 1, next_attempt_at = ?, attempted_at ="
                " ?, took_ms = ?, answer = ?, error = ? WHERE sequence = ? AND status = 0 AND attempts = ?"
                " RETURNING webhook");
            row.bind(static_cast<std::int64_t>(outcome.status), outcome.next_attempt_at, outcome.attempt.at,
                     std::int64_t{outcome.attempt.took.count()}, std::int64_t{outcome.attempt.status},
                     outcome.attempt.error, sequence, std::int64_t{outcome.number} - 1);
            if (!row.row()) return {};
            webhook = row.text(0);
        }
        if (outcome.disables_webhook) disable(transaction, webhook, outcome.attempt.at);
        return {};
    });
}

base::Result<std::vector<Delivery>> DeliveryLog::latest(std::string_view webhook, std::size_t count) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<Delivery>> {
        auto row = transaction.prepare(
            "SELECT sequence, webhook, message, type, body, created_at, status, attempts, next_attempt_at,"
            " attempted_at, took_ms, answer, error FROM webhook_deliveries WHERE webhook = ? ORDER BY sequence DESC"
            " LIMIT ?");
        row.bind(webhook, count);
        std::vector<Delivery> deliveries;
        while (row.row()) deliveries.push_back(read_delivery(row));
        return deliveries;
    });
}

base::Result<void> DeliveryLog::prune(base::UnixTime before) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM webhook_deliveries WHERE status > 0 AND created_at < ?").bind(before).run();
        return {};
    });
}

}  // namespace burner::storage
