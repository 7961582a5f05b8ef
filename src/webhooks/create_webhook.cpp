#include "webhooks/create_webhook.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/random.hpp"

namespace burner::webhooks {

base::Result<CreatedWebhook> create_webhook(WebhookStore& store, const SigningSecrets& secrets,
                                            const base::Clock& clock, std::string project, std::string url) {
    const auto known = store.all();
    if (!known) return std::unexpected(known.error());
    if (std::ranges::count(*known, project, &Webhook::project) >= static_cast<std::ptrdiff_t>(max_per_project)) {
        return base::fail(base::ErrorCode::invalid_request,
                          fmt::format("A project may have {} webhooks", max_per_project));
    }
    Webhook webhook{"wh_" + base::random_id(), std::move(project), std::move(url), {}, clock.now(), std::nullopt};
    auto secret = secrets.create(webhook.id);
    webhook.sealed_secret = std::move(secret.sealed);
    const auto added = store.add(webhook);
    if (!added) return std::unexpected(added.error());
    return CreatedWebhook{std::move(webhook), std::move(secret.shown)};
}

}  // namespace burner::webhooks
