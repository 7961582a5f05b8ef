#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "webhooks/webhook.hpp"

namespace burner::webhooks {

/// The webhooks of all projects, durable before a call returns. Several processes may share one store.
/// Synchronous, called on storage threads; fails with `overloaded`.
class WebhookStore {
  public:
    virtual ~WebhookStore() = default;

    virtual base::Result<void> add(const Webhook& webhook) = 0;
    /// Returns all webhooks, the oldest first.
    virtual base::Result<std::vector<Webhook>> all() = 0;
    /// Replaces a webhook's sealed secret. `not_found` for an unknown id.
    virtual base::Result<void> reseal(std::string_view id, base::ByteView sealed_secret) = 0;
    /// Removes a webhook and its deliveries. `not_found` for an unknown id.
    virtual base::Result<void> remove(std::string_view id) = 0;
};

}  // namespace burner::webhooks
