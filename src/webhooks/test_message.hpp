#pragma once

#include "base/clock.hpp"
#include "webhooks/delivery.hpp"

namespace burner::webhooks {

/// Makes a `webhook.test`, with which an operator tries a receiver; never the same id twice.
Message test_message(const Webhook& webhook, base::UnixTime now);

}  // namespace burner::webhooks
