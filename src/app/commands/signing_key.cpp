#include <memory>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "access/signing_keys.hpp"
#include "app/commands/command_audit.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/key_administration.hpp"
#include "app/data_directory.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"

namespace burner::app {

namespace {

struct SigningKeyOptions {
    SettingFlags settings;
    std::string kid;
    bool json = false;
};

std::unique_ptr<access::SigningKeys> open(const Settings& settings, const base::Clock& clock) {
    open_data_directory(settings.data_directory);
    return value_or_throw(access::SigningKeys::open(settings.data_directory / "signing-keys.json", clock));
}

void print(const access::SigningKey& key, bool as_json) {
    const std::string ends = key.ends_at ? base::to_rfc3339(*key.ends_at) : "";
    if (!as_json) {
        fmt::print("{:24} {:6} {:9}{}{}\n", key.kid, access::to_text(key.key.algorithm()), access::to_text(key.state),
                   ends.empty() ? "" : " until ", ends);
        return;
    }
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("kid", key.kid);
    json.member("algorithm", access::to_text(key.key.algorithm()));
    json.member("state", access::to_text(key.state));
    json.key("endsAt");
    ends.empty() ? json.value(nullptr) : json.value(ends);
    json.end_object();
    fmt::print("{}\n", out);
}

void print_all(const access::SigningKeys& keys, bool as_json) {
    for (const auto& token_key : keys.keys()->keys) print(token_key.key, as_json);
}

void list(const SigningKeyOptions& options) {
    const base::SystemClock clock;
    print_all(*open(options.settings.load(), clock), options.json);
}

void rotate(const SigningKeyOptions& options) {
    const base::SystemClock clock;
    const Settings settings = options.settings.load();
    const auto keys = open(settings, clock);
    CommandAudit trail{settings};
    trail.must_work();
    const std::string current = value_or_throw(keys->rotate());
    trail.record({.action = audit::Action::signing_key_rotate, .subject = current});
    print_all(*keys, options.json);
}

void retire(const SigningKeyOptions& options) {
    const base::SystemClock clock;
    const Settings settings = options.settings.load();
    const auto keys = open(settings, clock);
    CommandAudit trail{settings};
    value_or_throw(keys->retire(options.kid));
    trail.record({.action = audit::Action::signing_key_retire, .subject = options.kid});
    std::this_thread::sleep_for(server_refresh);
    print_all(*keys, options.json);
}

}  // namespace

void add_signing_key(CLI::App& burner) {
    auto* command = burner.add_subcommand("signing-key", "Rotate, retire and list the keys that sign session tokens");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  burner signing-key rotate        the next key signs; tokens of the old one live on\n"
        "  burner signing-key retire KID    every token of that key ends now");
    const auto add = [&](const char* name, const char* help, void (*action)(const SigningKeyOptions&)) {
        auto options = std::make_shared<SigningKeyOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(*sub, {"data.directory"});
        sub->add_flag("--json", options->json, "One JSON object a line");
        sub->callback([options, action] { action(*options); });
        return std::pair{sub, options};
    };
    add("rotate", "Let the next key sign from now on", rotate);
    add("list", "List the keys, without their secrets", list);
    const auto [retiring, retired] = add("retire", "End a key and every token that it signed", retire);
    retiring->add_option("KID", retired->kid, "The key's id")->required();
}

}  // namespace burner::app
