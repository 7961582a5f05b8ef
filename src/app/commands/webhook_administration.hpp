#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/commands/key_administration.hpp"
#include "storage/stores/delivery_log.hpp"
#include "storage/stores/webhook_store.hpp"
#include "webhooks/create_webhook.hpp"
#include "webhooks/send_once.hpp"

namespace burner::app {

/// The webhooks of a data directory, for commands that run beside a server, which sees their changes at once.
/// Throws std::runtime_error where the directory cannot be used.
class WebhookAdministration {
  public:
    explicit WebhookAdministration(const Settings& settings);

    /// Creates a webhook; `project` is as in KeyAdministration. Audited, as `remove` is, but only with the URL's host.
    /// Throws for a URL that messages may not be sent to.
    webhooks::CreatedWebhook create(std::string_view project, const std::string& url);
    std::vector<webhooks::Webhook> all();
    /// Throws for an unknown id.
    webhooks::Webhook find(std::string_view id);
    /// Removes a webhook and returns what it was. Throws for an unknown id.
    webhooks::Webhook remove(std::string_view id);
    std::vector<webhooks::Delivery> deliveries(std::string_view id, std::size_t count);
    /// Posts a test message now, from this process, once. It is not in the log.
    webhooks::Attempt test(std::string_view id);

  private:
    bool allow_private_;
    base::SystemClock clock_;
    KeyAdministration projects_;
    storage::WebhookStore store_;
    storage::DeliveryLog log_;
    webhooks::SigningSecrets secrets_;
};

}  // namespace burner::app
