#pragma once

#include "storage/sqlite/database.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::storage {

/// Webhooks in SQLite. Owned by app; the database outlives it.
class SqliteWebhookStore final : public webhooks::WebhookStore {
  public:
    explicit SqliteWebhookStore(Database& database) : database_(database) {}

    base::Result<void> add(const webhooks::Webhook& webhook) override;
    base::Result<std::vector<webhooks::Webhook>> all() override;
    base::Result<void> reseal(std::string_view id, base::ByteView sealed_secret) override;
    base::Result<void> remove(std::string_view id) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
