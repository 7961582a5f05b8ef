#include "storage/stores/webhook_store.hpp"

#include "nodes/shards.hpp"

namespace burner::storage {

using webhooks::Webhook;

base::Result<void> WebhookStore::add(const Webhook& webhook) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction
            .prepare(
                "INSERT INTO webhooks (id, project, url, sealed_secret, created_at, disabled_at, shard)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)")
            .bind(webhook.id, webhook.project, webhook.url, base::ByteView{webhook.sealed_secret}, webhook.created_at,
                  webhook.disabled_at, nodes::shard_of(webhook.id))
            .run();
        return {};
    });
}

base::Result<std::vector<Webhook>> WebhookStore::all() {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<Webhook>> {
        auto row = transaction.prepare(
            "SELECT id, project, url, sealed_secret, created_at, disabled_at FROM webhooks ORDER BY created_at, id");
        std::vector<Webhook> webhooks;
        while (row.row()) {
            webhooks.push_back({row.text(0), row.text(1), row.text(2), row.blob(3), row.time(4), row.optional_time(5)});
        }
        return webhooks;
    });
}

base::Result<void> WebhookStore::reseal(std::string_view id, base::ByteView sealed_secret) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE webhooks SET sealed_secret = ? WHERE id = ?").bind(sealed_secret, id).run();
        if (transaction.changed_rows() == 0) return base::fail(base::ErrorCode::not_found, "Webhook not found");
        return {};
    });
}

base::Result<void> WebhookStore::remove(std::string_view id) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM webhooks WHERE id = ?").bind(id).run();
        if (transaction.changed_rows() == 0) return base::fail(base::ErrorCode::not_found, "Webhook not found");
        return {};
    });
}

}  // namespace burner::storage
