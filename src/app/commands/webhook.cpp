#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/webhook_administration.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace {

using webhooks::Attempt;
using webhooks::Delivery;
using webhooks::DeliveryStatus;
using webhooks::Webhook;

struct WebhookOptions {
    SettingFlags settings;
    std::string project;
    std::string url;
    std::string id;
    std::size_t count = 20;
    bool json = false;
};

void write_webhook(base::JsonWriter& json, const Webhook& webhook) {
    json.member("id", webhook.id);
    json.member("project", webhook.project);
    json.member("url", webhook.url);
    json.member("state", webhook.disabled_at ? "disabled" : "enabled");
    json.member("createdAt", base::to_rfc3339(webhook.created_at));
}

void write_attempt(base::JsonWriter& json, const Attempt& attempt) {
    json.begin_object();
    json.member("at", base::to_rfc3339(attempt.at));
    json.key("status");
    attempt.status != 0 ? json.value(attempt.status) : json.value(nullptr);
    json.key("error");
    attempt.error.empty() ? json.value(nullptr) : json.value(attempt.error);
    json.member("tookMs", attempt.took.count());
    json.end_object();
}

void write_delivery(base::JsonWriter& json, const Delivery& delivery) {
    json.member("messageId", delivery.message.id);
    json.member("type", delivery.message.type);
    json.member("status", to_text(delivery.status));
    json.member("attempts", delivery.attempts);
    json.member("createdAt", base::to_rfc3339(delivery.created_at));
    json.key("nextAttemptAt");
    delivery.status == DeliveryStatus::pending ? json.value(base::to_rfc3339(delivery.next_attempt_at))
                                               : json.value(nullptr);
    json.key("lastAttempt");
    delivery.last_attempt ? write_attempt(json, *delivery.last_attempt) : json.value(nullptr);
}

template <class Write>
void print_json(Write write) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    write(json);
    json.end_object();
    fmt::print("{}\n", out);
}

void print(const Webhook& webhook, bool as_json) {
    if (as_json) {
        print_json([&](base::JsonWriter& json) { write_webhook(json, webhook); });
    } else {
        fmt::print("{:26} {:8} {:27} {}\n", webhook.id, webhook.disabled_at ? "disabled" : "enabled", webhook.project,
                   webhook.url);
    }
}

/// Describes an attempt: `delivered 200 in 12 ms`, `timed_out in 10000 ms`.
std::string in_words(const Attempt& attempt) {
    const std::string status = attempt.status == 0 ? "" : fmt::format(" {}", attempt.status);
    return fmt::format("{}{} in {} ms", attempt.error.empty() ? "delivered" : attempt.error, status,
                       attempt.took.count());
}

void print(const Delivery& delivery, bool as_json) {
    if (as_json) {
        print_json([&](base::JsonWriter& json) { write_delivery(json, delivery); });
        return;
    }
    fmt::print("{} {:26} {:20} {:9} attempts {:2}  {}\n", base::to_rfc3339(delivery.created_at), delivery.message.id,
               delivery.message.type, to_text(delivery.status), delivery.attempts,
               delivery.last_attempt ? in_words(*delivery.last_attempt) : "");
}

/// Creates a webhook and prints its secret. No other place prints it.
void create(const WebhookOptions& options) {
    const auto created = WebhookAdministration{options.settings.load()}.create(options.project, options.url);
    if (options.json) {
        print_json([&](base::JsonWriter& json) {
            write_webhook(json, created.webhook);
            json.member("secret", created.secret.reveal());
        });
        return;
    }
    print(created.webhook, false);
    fmt::print("\n  {}\n\nThis secret is shown once. Your receiver checks each message with it.\n",
               created.secret.reveal());
}

void list(const WebhookOptions& options) {
    for (const Webhook& webhook : WebhookAdministration{options.settings.load()}.all()) {
        if (options.project.empty() || webhook.project == options.project) print(webhook, options.json);
    }
}

void remove(const WebhookOptions& options) {
    print(WebhookAdministration{options.settings.load()}.remove(options.id), options.json);
}

void test(const WebhookOptions& options) {
    const Attempt attempt = WebhookAdministration{options.settings.load()}.test(options.id);
    if (options.json) {
        print_json([&](base::JsonWriter& json) {
            json.key("attempt");
            write_attempt(json, attempt);
        });
    } else {
        fmt::print("{}\n", in_words(attempt));
    }
    if (!attempt.error.empty()) throw CLI::RuntimeError(1);
}

void list_deliveries(const WebhookOptions& options) {
    WebhookAdministration administration{options.settings.load()};
    for (const Delivery& delivery : administration.deliveries(options.id, options.count)) print(delivery, options.json);
}

}  // namespace

void add_webhook(CLI::App& burner) {
    auto* command = burner.add_subcommand("webhook", "Tell other servers what became of a project's submissions");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  burner webhook create --url https://shop.example/burner   the secret is shown once\n"
        "  burner webhook test ID                                    posts a test message now\n"
        "  burner webhook deliveries ID --json                       what was told, and what came of it\n\n"
        "docs/webhooks.md says what is sent, and how a receiver checks it.");
    const auto add = [&](const char* name, const char* help, void (*action)(const WebhookOptions&)) {
        auto options = std::make_shared<WebhookOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(*sub,
                                 {"data.directory", "storage.url", "storage.allow_plain", "webhooks.allow_private"});
        sub->add_flag("--json", options->json, "One JSON object a line");
        sub->callback([options, action] { action(*options); });
        return std::pair{sub, options};
    };
    const auto with_id = [](const auto& added) {
        added.first->add_option("ID", added.second->id, "The webhook's id")->required();
    };
    const auto [creating, created] = add("create", "Create a webhook and show its secret once", create);
    creating->add_option("--url", created->url, "Where messages are posted to: https://…")
        ->required()
        ->type_name("URL");
    creating->add_option("--project", created->project, "Which project, when there are several")->type_name("ID");
    const auto [listing, listed] = add("list", "List webhooks, without their secrets", list);
    listing->add_option("--project", listed->project, "Only this project's")->type_name("ID");
    with_id(add("delete", "Delete a webhook and its deliveries", remove));
    with_id(add("test", "Post a test message now and say what came of it", test));
    const auto deliveries = add("deliveries", "List what was told, the newest first", list_deliveries);
    with_id(deliveries);
    deliveries.first->add_option("--count", deliveries.second->count, "How many")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
}

}  // namespace burner::app
