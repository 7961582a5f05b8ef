#include "admin/endpoints/webhooks.hpp"

#include <algorithm>

#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"
#include "webhooks/create_webhook.hpp"
#include "webhooks/send_once.hpp"
#include "webhooks/test_message.hpp"

namespace burner::admin {

using base::Result;
using base::Task;
using webhooks::Attempt;
using webhooks::Delivery;
using webhooks::Webhook;

namespace {

std::vector<Webhook> of_project(std::vector<Webhook> all, std::string_view project) {
    std::erase_if(all, [&](const Webhook& webhook) { return webhook.project != project; });
    return all;
}

/// Finds the webhook of a call. Another project's answers as one that is missing. On a storage thread.
Result<Webhook> find_webhook(const Call& call) {
    auto all = call.services.webhooks.store.all();
    if (!all) return std::unexpected(all.error());
    const auto found = std::ranges::find(*all, call.id, &Webhook::id);
    if (found == all->end() || found->project != call.project)
        return base::fail(base::ErrorCode::not_found, "Webhook not found");
    return *found;
}

void write_webhook(base::JsonWriter& json, const Webhook& webhook) {
    json.member("id", webhook.id);
    json.member("url", webhook.url);
    write_time(json, "createdAt", webhook.created_at);
    write_time(json, "disabledAt", webhook.disabled_at);
}

void write_attempt(base::JsonWriter& json, const Attempt& attempt) {
    write_time(json, "at", attempt.at);
    json.key("status");
    attempt.status != 0 ? json.value(attempt.status) : json.value(nullptr);
    json.member("tookMs", attempt.took.count());
    json.key("error");
    attempt.error.empty() ? json.value(nullptr) : json.value(attempt.error);
}

void write_delivery(base::JsonWriter& json, const Delivery& delivery) {
    const bool is_pending = delivery.status == webhooks::DeliveryStatus::pending;
    json.member("seq", delivery.sequence);
    json.member("messageId", delivery.message.id);
    json.member("type", delivery.message.type);
    json.member("status", to_text(delivery.status));
    json.member("attempts", delivery.attempts);
    write_time(json, "createdAt", delivery.created_at);
    write_time(json, "nextAttemptAt", is_pending ? std::optional{delivery.next_attempt_at} : std::nullopt);
    json.key("lastAttempt");
    if (!delivery.last_attempt) return json.value(nullptr);
    json.begin_object();
    write_attempt(json, *delivery.last_attempt);
    json.end_object();
}

}  // namespace

Task<Result<http::Response>> list_webhooks(Call& call) {
    auto all = co_await base::run_on(call.services.store, [&] { return call.services.webhooks.store.all(); });
    if (!all) co_return std::unexpected(all.error());
    co_return list_answer(of_project(*std::move(all), call.project), write_webhook);
}

Task<Result<http::Response>> create_webhook(Call& call) {
    api::RequestBody body{call.request.body, {"url"}};
    const std::string url{body.text("url")};
    if (!body.has_mistake()) {
        if (const auto mistake = call.services.webhooks.url_mistake(url)) body.refuse("url " + *mistake);
    }
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto created = co_await base::run_on(call.services.store, [&]() -> Result<webhooks::CreatedWebhook> {
        auto made = webhooks::create_webhook(call.services.webhooks.store, call.services.webhooks.secrets,
                                             call.services.clock, std::string{call.project}, url);
        if (!made) return made;
        const auto recorded = record(
            call, {.action = audit::Action::webhook_create, .project = call.project, .subject = made->webhook.id});
        if (!recorded) return std::unexpected(recorded.error());
        return made;
    });
    if (!created) co_return std::unexpected(created.error());
    co_return object_answer(201, [&](base::JsonWriter& json) {
        write_webhook(json, created->webhook);
        json.member("secret", created->secret.reveal());
    });
}

Task<Result<http::Response>> delete_webhook(Call& call) {
    const auto removed = co_await base::run_on(call.services.store, [&]() -> Result<void> {
        const auto webhook = find_webhook(call);
        if (!webhook) return std::unexpected(webhook.error());
        if (auto done = call.services.webhooks.store.remove(webhook->id); !done) return done;
        return record(call, {.action = audit::Action::webhook_delete, .project = call.project, .subject = webhook->id});
    });
    if (!removed) co_return std::unexpected(removed.error());
    co_return no_content();
}

Task<Result<http::Response>> test_webhook(Call& call) {
    const auto webhook = co_await base::run_on(call.services.store, [&] { return find_webhook(call); });
    if (!webhook) co_return std::unexpected(webhook.error());
    const auto message = webhooks::test_message(*webhook, call.services.clock.now());
    const auto sent = co_await webhooks::send_once(call.services.webhooks.poster, call.services.webhooks.secrets,
                                                   call.services.clock, *webhook, message);
    co_return object_answer(200, [&](base::JsonWriter& json) { write_attempt(json, sent.attempt); });
}

Task<Result<http::Response>> list_deliveries(Call& call) {
    constexpr std::size_t listed = 100;
    const auto latest = co_await base::run_on(call.services.store, [&]() -> Result<std::vector<Delivery>> {
        const auto webhook = find_webhook(call);
        if (!webhook) return std::unexpected(webhook.error());
        return call.services.webhooks.log.latest(webhook->id, listed);
    });
    if (!latest) co_return std::unexpected(latest.error());
    co_return list_answer(*latest, write_delivery);
}

}  // namespace burner::admin
