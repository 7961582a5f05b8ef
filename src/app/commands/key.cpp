#include <memory>
#include <stdexcept>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/key_administration.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace {

struct KeyOptions {
    SettingFlags settings;
    std::string project;
    std::string key_id;
    std::string name = "default";
    bool test = false;
    bool is_publishable = false;
    std::int64_t overlap_seconds = 3600;
    bool json = false;
};

std::string state_of(const access::KeyRecord& key, base::UnixTime now) {
    if (key.revoked_at) return "revoked";
    if (!key.active_at(now)) return "ended";
    return key.expires_at ? "ends " + base::to_rfc3339(*key.expires_at) : "active";
}

void write_record(base::JsonWriter& json, const access::KeyRecord& key) {
    json.member("id", key.id);
    json.member("project", key.project);
    json.member("name", key.name);
    json.member("kind", access::to_text(key.kind));
    json.member("mode", access::to_text(key.mode));
    json.member("last4", key.last4);
    json.member("state", state_of(key, base::SystemClock{}.now()));
    json.member("createdAt", base::to_rfc3339(key.created_at));
}

void print(const access::KeyRecord& key, bool as_json) {
    if (!as_json) {
        fmt::print("{:24} {:11} {:5} …{}  {:24} {}\n", key.id, access::to_text(key.kind), access::to_text(key.mode),
                   key.last4, key.name, state_of(key, base::SystemClock{}.now()));
        return;
    }
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    write_record(json, key);
    json.end_object();
    fmt::print("{}\n", out);
}

std::string_view advice_on(const access::KeyRecord& key) {
    if (key.kind == access::KeyKind::publishable) return "It may stand in the pages of the origins that are allowed.";
    return "Keep it on your server, never in a browser.";
}

/// Prints a new key. No other place prints a raw key.
void print_once(const access::CreatedKey& created, bool as_json) {
    if (!as_json) {
        print(created.record, false);
        fmt::print("\n  {}\n\nThis key is shown once. {}\n", created.secret.reveal(), advice_on(created.record));
        return;
    }
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    write_record(json, created.record);
    json.member("key", created.secret.reveal());
    json.end_object();
    fmt::print("{}\n", out);
}

void create(const KeyOptions& options) {
    KeyAdministration administration{options.settings.load()};
    const auto project = administration.project(options.project);
    if (options.is_publishable && project.allowed_origins.empty())
        throw std::runtime_error(
            "--publishable: such a key works in the pages of allowed origins alone, and the project has none; run "
            "`burner project set --allow-origin https://app.example` first");
    const access::KeyForm form{options.is_publishable ? access::KeyKind::publishable : access::KeyKind::secret,
                               options.test ? access::Mode::test : access::Mode::live};
    auto trail = administration.open_audit();
    trail.must_work();
    const auto created = value_or_throw(administration.keys().create(project.id, form, options.name));
    const auto detail =
        fmt::format("{} {} \"{}\"", access::to_text(form.kind), access::to_text(form.mode), options.name);
    trail.record({audit::Action::key_create, project.id, created.record.id, detail});
    administration.announce();
    print_once(created, options.json);
}

void list(const KeyOptions& options) {
    KeyAdministration administration{options.settings.load()};
    for (const auto& project : administration.keys().projects()) {
        if (!options.project.empty() && project.id != options.project) continue;
        for (const auto& key : administration.keys().keys_of(project.id)) print(key, options.json);
    }
}

void revoke(const KeyOptions& options) {
    KeyAdministration administration{options.settings.load()};
    const auto owner = administration.owner_of(options.key_id);
    auto trail = administration.open_audit();
    const auto revoked = value_or_throw(administration.keys().revoke(owner, options.key_id));
    administration.wait_for_servers();
    trail.record({audit::Action::key_revoke, owner, revoked.id, {}});
    print(revoked, options.json);
}

void roll(const KeyOptions& options) {
    KeyAdministration administration{options.settings.load()};
    const auto owner = administration.owner_of(options.key_id);
    const std::chrono::seconds overlap{options.overlap_seconds};
    auto trail = administration.open_audit();
    trail.must_work();
    const auto created = value_or_throw(administration.keys().roll(owner, options.key_id, overlap));
    const auto detail = fmt::format("replaced by {}, ends in {} s", created.record.id, options.overlap_seconds);
    trail.record({audit::Action::key_roll, owner, options.key_id, detail});
    administration.announce();
    print_once(created, options.json);
}

}  // namespace

void add_key(CLI::App& burner) {
    auto* command = burner.add_subcommand("key", "Create, list, revoke and roll API keys");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  burner key create --name backend            the raw key is shown once\n"
        "  burner key create --test                    a key that does everything but send\n"
        "  burner key create --publishable             for a page: opens challenge and prove alone\n"
        "  burner key roll ID --overlap-seconds 86400  a new key; the old one lives a day more");
    const auto add = [&](const char* name, const char* help, void (*action)(const KeyOptions&)) {
        auto options = std::make_shared<KeyOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(*sub,
                                 {"data.directory", "storage.url", "storage.allow_plain", "cluster.lease_seconds"});
        sub->add_flag("--json", options->json, "One JSON object a line");
        sub->callback([options, action] { action(*options); });
        return std::pair{sub, options};
    };
    const auto [creating, created] = add("create", "Create a key and show it once", create);
    creating->add_option("--project", created->project, "Which project, when there are several")->type_name("ID");
    creating->add_option("--name", created->name, "What people call it")->type_name("NAME");
    creating->add_flag("--test", created->test, "A test key: simulates instead of sending");
    creating->add_flag("--publishable", created->is_publishable,
                       "A key that may stand in a page, where wallets prove themselves");
    const auto [listing, listed] = add("list", "List keys, without their secrets", list);
    listing->add_option("--project", listed->project, "Only this project's")->type_name("ID");
    const auto [revoking, revoked] = add("revoke", "End a key and its sessions at once", revoke);
    revoking->add_option("ID", revoked->key_id, "The key's id")->required();
    const auto [rolling, rolled] = add("roll", "Replace a key; the old one lives for an overlap", roll);
    rolling->add_option("ID", rolled->key_id, "The key's id")->required();
    rolling->add_option("--overlap-seconds", rolled->overlap_seconds, "How long both keys work")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{30 * 86400}))
        ->capture_default_str();
}

}  // namespace burner::app
