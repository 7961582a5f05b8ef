#include "app/commands/webhook_administration.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include "app/secret_file.hpp"
#include "app/value_or_throw.hpp"
#include "upstreams/webhook/webhook_poster.hpp"
#include "upstreams/webhook/webhook_url.hpp"
#include "webhooks/test_message.hpp"

namespace burner::app {

WebhookAdministration::WebhookAdministration(const Settings& settings)
    : allow_private_(settings.webhooks_allow_private),
      projects_(settings),
      store_(projects_.database()),
      log_(projects_.database()),
      secrets_(load_server_secrets(settings.data_directory / "server.secret", clock_.now())) {}

webhooks::CreatedWebhook WebhookAdministration::create(std::string_view project, const std::string& url) {
    if (const auto mistake = upstreams::webhook_url_mistake(url, allow_private_))
        throw std::runtime_error(fmt::format("--url {}", *mistake));
    const std::string owner = projects_.project(project).id;
    auto trail = projects_.open_audit();
    trail.must_work();
    auto created = value_or_throw(webhooks::create_webhook(store_, secrets_, clock_, owner, url));
    trail.record({audit::Action::webhook_create, owner, created.webhook.id, upstreams::host_of(url).value_or("")});
    return created;
}

std::vector<webhooks::Webhook> WebhookAdministration::all() {
    return value_or_throw(store_.all());
}

webhooks::Webhook WebhookAdministration::find(std::string_view id) {
    const auto webhooks = all();
    const auto found = std::ranges::find(webhooks, id, &webhooks::Webhook::id);
    if (found == webhooks.end())
        throw std::runtime_error(fmt::format("there is no webhook {}; `burner webhook list` shows them", id));
    return *found;
}

webhooks::Webhook WebhookAdministration::remove(std::string_view id) {
    auto removed = find(id);
    auto trail = projects_.open_audit();
    value_or_throw(store_.remove(removed.id));
    trail.record({audit::Action::webhook_delete, removed.project, removed.id, {}});
    return removed;
}

std::vector<webhooks::Delivery> WebhookAdministration::deliveries(std::string_view id, std::size_t count) {
    return value_or_throw(log_.latest(find(id).id, count));
}

webhooks::Attempt WebhookAdministration::test(std::string_view id) {
    const auto webhook = find(id);
    const auto message = webhooks::test_message(webhook, clock_.now());
    boost::asio::io_context io;
    upstreams::WebhookPoster poster{io, allow_private_};
    std::optional<webhooks::Sent> sent;
    boost::asio::co_spawn(
        io.get_executor(), [&] { return webhooks::send_once(poster, secrets_, clock_, webhook, message); },
        [&](const std::exception_ptr& failure, webhooks::Sent done) {
            if (failure) std::rethrow_exception(failure);
            sent = std::move(done);
        });
    io.run();
    return std::move(sent.value().attempt);
}

}  // namespace burner::app
