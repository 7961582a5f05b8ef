#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "transactions/submissions/event.hpp"
#include "webhooks/webhook.hpp"

namespace burner::webhooks {

/// A message to webhooks.
using Message = transactions::Event;

enum class DeliveryStatus : std::uint8_t { pending, delivered, given_up };

std::string_view to_text(DeliveryStatus status);

/// One attempt to deliver. What the receiver answered besides its status is not kept.
struct Attempt {
    base::UnixTime at;
    std::chrono::milliseconds took{};
    int status = 0;     ///< HTTP, 0 without an answer
    std::string error;  ///< a word, empty when it was delivered

    bool operator==(const Attempt&) const = default;
};

/// One message for one webhook.
struct Delivery {
    std::int64_t sequence = 0;  ///< its id in the log
    std::string webhook;
    Message message;
    base::UnixTime created_at;
    DeliveryStatus status = DeliveryStatus::pending;
    unsigned attempts = 0;
    base::UnixTime next_attempt_at;
    std::optional<Attempt> last_attempt;

    bool operator==(const Delivery&) const = default;
};

/// A delivery to be made now, and where to.
struct DueDelivery {
    Webhook webhook;
    Delivery delivery;
};

/// What an attempt changes.
struct AttemptOutcome {
    DeliveryStatus status = DeliveryStatus::pending;
    base::UnixTime next_attempt_at;  ///< with `pending`
    bool disables_webhook = false;   ///< its other pending deliveries are given up too
    Attempt attempt;
    unsigned number = 1;  ///< which attempt of its delivery this was: 1 is the first
};

}  // namespace burner::webhooks
