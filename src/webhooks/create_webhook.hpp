#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "webhooks/signing_secrets.hpp"
#include "webhooks/webhook_store.hpp"

namespace burner::webhooks {

struct CreatedWebhook {
    Webhook webhook;
    base::Secret secret;  ///< shown once
};

/// The most that one project may have: each message is sent to every one of them.
inline constexpr std::size_t max_per_project = 16;

/// Adds a webhook with a secret of its own. The caller has checked project and URL.
base::Result<CreatedWebhook> create_webhook(WebhookStore& store, const SigningSecrets& secrets,
                                            const base::Clock& clock, std::string project, std::string url);

}  // namespace burner::webhooks
