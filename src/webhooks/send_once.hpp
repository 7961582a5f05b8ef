#pragma once

#include <chrono>
#include <optional>

#include "base/clock.hpp"
#include "base/task.hpp"
#include "webhooks/delivery.hpp"
#include "webhooks/poster.hpp"
#include "webhooks/signing_secrets.hpp"

namespace burner::webhooks {

struct Sent {
    Attempt attempt;
    std::optional<std::chrono::seconds> retry_after;  ///< what the receiver asked for
};

/// Signs a message and posts it once. Its error is empty for a 2xx answer; else `gone` (410), `redirect`
/// (3xx), `http_error`, a PostFault, or `secret_unreadable`.
base::Task<Sent> send_once(Poster& poster, const SigningSecrets& secrets, const base::Clock& clock,
                           const Webhook& webhook, const Message& message);

}  // namespace burner::webhooks
