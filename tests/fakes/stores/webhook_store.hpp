#pragma once

#include <mutex>
#include <vector>

#include "webhooks/delivery_log.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::storage {

/// A store that keeps webhooks and their deliveries in memory, for tests. Any thread.
class MemoryWebhookStore final : public webhooks::WebhookStore, public webhooks::DeliveryLog {
  public:
    base::Result<void> add(const webhooks::Webhook& webhook) override;
    base::Result<std::vector<webhooks::Webhook>> all() override;
    base::Result<void> reseal(std::string_view id, base::ByteView sealed_secret) override;
    base::Result<void> remove(std::string_view id) override;

    /// Queues one delivery for each enabled webhook of the project that does not have the message yet.
    void queue(std::string_view project, const webhooks::Message& message, base::UnixTime now);
    base::Result<std::vector<webhooks::DueDelivery>> due(base::UnixTime now, nodes::Shards shards,
                                                         std::size_t per_webhook) override;
    base::Result<void> record(std::int64_t sequence, const webhooks::AttemptOutcome& outcome) override;
    base::Result<std::vector<webhooks::Delivery>> latest(std::string_view webhook, std::size_t count) override;
    base::Result<void> prune(base::UnixTime before) override;

  private:
    bool has(std::string_view webhook, std::string_view message) const;
    std::vector<webhooks::Delivery> due_of(std::string_view webhook, base::UnixTime now) const;
    void disable(std::string_view webhook, base::UnixTime now);

    std::mutex mutex_;
    std::vector<webhooks::Webhook> webhooks_;     ///< the oldest first
    std::vector<webhooks::Delivery> deliveries_;  ///< the oldest first
    std::int64_t last_sequence_ = 0;
};

}  // namespace burner::storage
