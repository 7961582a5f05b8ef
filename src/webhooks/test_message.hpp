#pragma once

#include "base/clock.hpp"
#include "webhooks/delivery.hpp"

namespace burner::webhooks {

/// A `webhook.test`, with which an operator tries a receiver. Never the same id twice.
Message test_message(const Webhook& webhook, base::UnixTime now);

}  // namespace burner::webhooks
