#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "webhooks/delivery.hpp"

namespace burner::webhooks {

/// How long the record of a delivery that is over is kept.
inline constexpr std::chrono::days deliveries_kept{30};

/// The queue of what is still to be told, and the record of what was: durable before a call returns.
/// Synchronous, called on storage threads; fails with `overloaded`.
class DeliveryLog {
  public:
    virtual ~DeliveryLog() = default;

    /// Adds one pending delivery, due at once, for each enabled webhook of the project. A webhook that already has
    /// the message (by its id) does not get it again.
    virtual base::Result<void> enqueue(std::string_view project, const Message& message, base::UnixTime now) = 0;
    /// Returns, for each enabled webhook, the first `per_webhook` deliveries that are due, the earliest due first.
    virtual base::Result<std::vector<DueDelivery>> due(base::UnixTime now, std::size_t per_webhook) = 0;
    /// Counts one attempt. A delivery that is no longer pending stays as it is.
    virtual base::Result<void> record(std::int64_t sequence, const AttemptOutcome& outcome) = 0;
    /// Returns the latest deliveries of a webhook, the newest first.
    virtual base::Result<std::vector<Delivery>> latest(std::string_view webhook, std::size_t count) = 0;
    /// Forgets what was created before `before` and is no longer pending.
    virtual base::Result<void> prune(base::UnixTime before) = 0;
};

}  // namespace burner::webhooks
