#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "access/signing_key_changes.hpp"
#include "app/announce_here.hpp"
#include "app/commands/command_audit.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/data_directory.hpp"
#include "app/open_database.hpp"
#include "app/other_nodes.hpp"
#include "app/secret_file.hpp"
#include "app/signing_key_import.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"
#include "storage/postgres/node_registry.hpp"
#include "storage/stores/signing_key_store.hpp"

namespace burner::app {

namespace {

struct SigningKeyOptions {
    SettingFlags settings;
    std::string kid;
    bool json = false;
};

/// The signing keys of a database, for commands that run beside servers. Secrets stay sealed.
class SigningKeyAdministration {
  public:
    explicit SigningKeyAdministration(const SigningKeyOptions& options) : settings_(options.settings.load()) {
        open_data_directory(settings_.data_directory);
        database_ = open_database(settings_);
        const auto secrets = load_server_secrets(settings_.data_directory / "server.secret", clock_.now());
        if (settings_.storage_url) {
            storage::PostgresNodeRegistry registry{*database_};
            check_secret_of_others(registry, {}, settings_, secrets);
        }
        store_ = std::make_unique<storage::SigningKeyStore>(*database_);
        changes_ = std::make_unique<access::SigningKeyChanges>(*store_, secrets, settings_.session_algorithm, clock_);
        import_signing_keys(settings_.data_directory, *changes_);
        rows_ = value_or_throw(changes_->prepare());
    }

    const Settings& settings() const { return settings_; }
    const std::vector<access::SealedSigningKey>& keys() const { return rows_.keys; }
    /// Makes a change once every server knows the keys as they are, and returns when every server knows the change.
    template <class Change>
    void change(const Change& change) {
        announce_here(settings_, *database_, rows_.position);
        rows_ = value_or_throw(change(*changes_, rows_.position.number));
        wait_for_servers(settings_, *database_, rows_.position);
    }

  private:
    base::SystemClock clock_;
    const Settings settings_;
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::SigningKeyStore> store_;
    std::unique_ptr<access::SigningKeyChanges> changes_;
    access::SigningKeyRows rows_;
};

void print(const access::SigningKeyRecord& key, bool as_json) {
    const std::string ends = key.ends_at ? base::to_rfc3339(*key.ends_at) : "";
    if (!as_json) {
        fmt::print("{:24} {:6} {:9}{}{}\n", key.kid, access::to_text(key.algorithm), access::to_text(key.state),
                   ends.empty() ? "" : " until ", ends);
        return;
    }
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("kid", key.kid);
    json.member("algorithm", access::to_text(key.algorithm));
    json.member("state", access::to_text(key.state));
    json.key("endsAt");
    ends.empty() ? json.value(nullptr) : json.value(ends);
    json.end_object();
    fmt::print("{}\n", out);
}

/// Prints the keys that count.
void print_all(const SigningKeyAdministration& administration, bool as_json) {
    for (const auto& key : administration.keys()) {
        if (key.record.state != access::SigningKeyState::retired) print(key.record, as_json);
    }
}

void list(const SigningKeyOptions& options) {
    print_all(SigningKeyAdministration{options}, options.json);
}

void rotate(const SigningKeyOptions& options) {
    SigningKeyAdministration administration{options};
    CommandAudit trail{administration.settings()};
    trail.must_work();
    administration.change([](auto& changes, auto known) { return changes.rotate(known); });
    const auto current = std::ranges::find(administration.keys(), access::SigningKeyState::current,
                                           [](const auto& key) { return key.record.state; });
    trail.record({.action = audit::Action::signing_key_rotate, .subject = current->record.kid});
    print_all(administration, options.json);
}

/// Ends the key first and records it afterwards: a full disk of the audit log must not prevent it.
void retire(const SigningKeyOptions& options) {
    SigningKeyAdministration administration{options};
    CommandAudit trail{administration.settings()};
    administration.change([&](auto& changes, auto known) { return changes.retire(options.kid, known); });
    trail.record({.action = audit::Action::signing_key_retire, .subject = options.kid});
    print_all(administration, options.json);
}

}  // namespace

void add_signing_key(CLI::App& burner) {
    auto* command = burner.add_subcommand("signing-key", "Rotate, retire and list the keys that sign session tokens");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  burner signing-key rotate        the next key signs; tokens of the old one live on\n"
        "  burner signing-key retire KID    every token of that key has ended when the command ends");
    const auto add = [&](const char* name, const char* help, void (*action)(const SigningKeyOptions&)) {
        auto options = std::make_shared<SigningKeyOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(*sub, {"data.directory", "storage.url", "storage.allow_plain"});
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
