#pragma once

#include "storage/database.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::storage {

/// Webhooks in the database. Owned by app; the Database outlives it.
class WebhookStore final : public webhooks::WebhookStore {
  public:
    explicit WebhookStore(Database& database) : database_(database) {}

    base::Result<void> add(const webhooks::Webhook& webhook) override;
    base::Result<std::vector<webhooks::Webhook>> all() override;
    base::Result<void> reseal(std::string_view id, base::ByteView sealed_secret) override;
    base::Result<void> remove(std::string_view id) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
