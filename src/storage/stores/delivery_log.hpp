#pragma once

#include "storage/database.hpp"
#include "webhooks/delivery_log.hpp"

namespace burner::storage {

/// The deliveries of webhooks in the database. Owned by app; the Database outlives it.
class DeliveryLog final : public webhooks::DeliveryLog {
  public:
    explicit DeliveryLog(Database& database) : database_(database) {}

    base::Result<std::vector<webhooks::DueDelivery>> due(base::UnixTime now, nodes::Shards shards,
                                                         std::size_t per_webhook) override;
    base::Result<void> record(std::int64_t sequence, const webhooks::AttemptOutcome& outcome) override;
    base::Result<std::vector<webhooks::Delivery>> latest(std::string_view webhook, std::size_t count) override;
    base::Result<void> prune(base::UnixTime before) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
