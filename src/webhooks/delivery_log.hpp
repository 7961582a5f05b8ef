#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "nodes/shards.hpp"
#include "webhooks/delivery.hpp"

namespace burner::webhooks {

/// How long the record of a delivery that is over is kept.
inline constexpr std::chrono::days deliveries_kept{30};

/// The queue of what is still to be told, and the record of what was: durable before a call returns. A change of a
/// submission queues its message itself (transactions::SubmissionLog::change).
/// Synchronous, called on storage threads; fails with `overloaded`.
class DeliveryLog {
  public:
    virtual ~DeliveryLog() = default;

    /// Returns, for each enabled webhook of these shards, the first `per_webhook` deliveries that are due, the earliest
    /// due first.
    virtual base::Result<std::vector<DueDelivery>> due(base::UnixTime now, nodes::Shards shards,
                                                       std::size_t per_webhook) = 0;
    /// Counts an attempt, once however often it is told: a delivery that is no longer pending, or whose attempt of that
    /// number was counted, stays as it is.
    virtual base::Result<void> record(std::int64_t sequence, const AttemptOutcome& outcome) = 0;
    /// Returns the latest deliveries of a webhook, the newest first.
    virtual base::Result<std::vector<Delivery>> latest(std::string_view webhook, std::size_t count) = 0;
    /// Forgets what was created before `before` and is no longer pending.
    virtual base::Result<void> prune(base::UnixTime before) = 0;
};

}  // namespace burner::webhooks
