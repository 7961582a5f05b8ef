#include "fakes/stores/webhook_store.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <utility>

namespace burner::storage {

using webhooks::Delivery;
using webhooks::DeliveryStatus;
using webhooks::DueDelivery;
using webhooks::Webhook;

base::Result<void> MemoryWebhookStore::add(const Webhook& webhook) {
    const std::lock_guard lock(mutex_);
    webhooks_.push_back(webhook);
    return {};
}

base::Result<std::vector<Webhook>> MemoryWebhookStore::all() {
    const std::lock_guard lock(mutex_);
    return webhooks_;
}

base::Result<void> MemoryWebhookStore::reseal(std::string_view id, base::ByteView sealed_secret) {
    const std::lock_guard lock(mutex_);
    const auto known = std::ranges::find(webhooks_, id, &Webhook::id);
    if (known == webhooks_.end()) return base::fail(base::ErrorCode::not_found, "Webhook not found");
    known->sealed_secret.assign(sealed_secret.begin(), sealed_secret.end());
    return {};
}

base::Result<void> MemoryWebhookStore::remove(std::string_view id) {
    const std::lock_guard lock(mutex_);
    if (std::erase_if(webhooks_, [&](const Webhook& webhook) { return webhook.id == id; }) == 0) {
        return base::fail(base::ErrorCode::not_found, "Webhook not found");
    }
    std::erase_if(deliveries_, [&](const Delivery& delivery) { return delivery.webhook == id; });
    return {};
}

bool MemoryWebhookStore::has(std::string_view webhook, std::string_view message) const {
    return std::ranges::any_of(deliveries_, [&](const Delivery& delivery) {
        return delivery.webhook == webhook && delivery.message.id == message;
    });
}

void MemoryWebhookStore::queue(std::string_view project, const webhooks::Message& message, base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    for (const Webhook& webhook : webhooks_) {
        if (webhook.project != project || webhook.disabled_at || has(webhook.id, message.id)) continue;
        deliveries_.push_back({++last_sequence_, webhook.id, message, now, DeliveryStatus::pending, 0, now, {}});
    }
}

std::vector<Delivery> MemoryWebhookStore::due_of(std::string_view webhook, base::UnixTime now) const {
    std::vector<Delivery> due;
    std::ranges::copy_if(deliveries_, std::back_inserter(due), [&](const Delivery& delivery) {
        return delivery.webhook == webhook && delivery.status == DeliveryStatus::pending &&
               delivery.next_attempt_at <= now;
    });
    std::ranges::sort(due, {},
                      [](const Delivery& delivery) { return std::pair{delivery.next_attempt_at, delivery.sequence}; });
    return due;
}

base::Result<std::vector<DueDelivery>> MemoryWebhookStore::due(base::UnixTime now, nodes::Shards shards,
                                                               std::size_t per_webhook) {
    const std::lock_guard lock(mutex_);
    std::vector<DueDelivery> due;
    for (const Webhook& webhook : webhooks_) {
        if (webhook.disabled_at || !shards.test(nodes::shard_of(webhook.id))) continue;
        for (Delivery& delivery : due_of(webhook.id, now) | std::views::take(per_webhook)) {
            due.push_back({webhook, std::move(delivery)});
        }
    }
    return due;
}

void MemoryWebhookStore::disable(std::string_view webhook, base::UnixTime now) {
    const auto known = std::ranges::find(webhooks_, webhook, &Webhook::id);
    if (known != webhooks_.end() && !known->disabled_at) known->disabled_at = now;
    for (Delivery& delivery : deliveries_) {
        const bool is_pending = delivery.webhook == webhook && delivery.status == DeliveryStatus::pending;
        if (is_pending) delivery.status = DeliveryStatus::given_up;
    }
}

base::Result<void> MemoryWebhookStore::record(std::int64_t sequence, const webhooks::AttemptOutcome& outcome) {
    const std::lock_guard lock(mutex_);
    const auto known = std::ranges::find(deliveries_, sequence, &Delivery::sequence);
    if (known == deliveries_.end() || known->status != DeliveryStatus::pending) return {};
    if (known->attempts + 1 != outcome.number) return {};
    known->status = outcome.status;
    known->attempts = outcome.number;
    known->next_attempt_at = outcome.next_attempt_at;
    known->last_attempt = outcome.attempt;
    if (outcome.disables_webhook) disable(known->webhook, outcome.attempt.at);
    return {};
}

base::Result<std::vector<Delivery>> MemoryWebhookStore::latest(std::string_view webhook, std::size_t count) {
    const std::lock_guard lock(mutex_);
    std::vector<Delivery> deliveries;
    for (const Delivery& delivery : deliveries_ | std::views::reverse) {
        if (delivery.webhook == webhook && deliveries.size() < count) deliveries.push_back(delivery);
    }
    return deliveries;
}

base::Result<void> MemoryWebhookStore::prune(base::UnixTime before) {
    const std::lock_guard lock(mutex_);
    std::erase_if(deliveries_, [&](const Delivery& delivery) {
        return delivery.status != DeliveryStatus::pending && delivery.created_at < before;
    });
    return {};
}

}  // namespace burner::storage
