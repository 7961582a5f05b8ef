#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "access/signing_key_changes.hpp"
#include "app/commands/command_audit.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/data_directory.hpp"
#include "app/directory_lock.hpp"
#include "app/open_database.hpp"
#include "app/secret_file.hpp"
#include "app/value_or_throw.hpp"
#include "storage/stores/signing_key_store.hpp"
#include "storage/stores/sponsor_store.hpp"
#include "storage/stores/webhook_store.hpp"
#include "transactions/sponsor/sponsor_keys.hpp"
#include "webhooks/signing_secrets.hpp"

namespace burner::app {

namespace {

/// Seals the secrets of webhooks under the new secret at once, since they live as long as their webhooks. Returns the
/// ids of those that no secret opens.
std::vector<std::string> reseal_webhooks(const Settings& settings, const base::ServerSecrets& secrets) {
    const auto database = open_database(settings);
    storage::WebhookStore store{*database};
    const webhooks::SigningSecrets signing{secrets};
    std::vector<std::string> unreadable;
    for (const auto& webhook : value_or_throw(store.all())) {
        const auto sealed = signing.reseal(webhook.sealed_secret, webhook.id);
        if (sealed) {
            value_or_throw(store.reseal(webhook.id, *sealed));
        } else {
            unreadable.push_back(webhook.id);
        }
    }
    return unreadable;
}

void reseal_signing_keys(const Settings& settings, const base::ServerSecrets& secrets, const base::Clock& clock) {
    const auto database = open_database(settings);
    storage::SigningKeyStore store{*database};
    access::SigningKeyChanges changes{store, secrets, settings.session_algorithm, clock};
    value_or_throw(changes.reseal());
}

/// Seals the keys of sponsors under the new secret. Returns the addresses of those that no secret opens.
std::vector<std::string> reseal_sponsors(const Settings& settings, const base::ServerSecrets& secrets) {
    const auto database = open_database(settings);
    storage::SponsorStore store{*database};
    const transactions::SponsorKeys keys{secrets};
    std::vector<std::string> unreadable;
    for (const auto& sponsor : value_or_throw(store.all())) {
        if (const auto keypair = keys.open(sponsor)) {
            value_or_throw(store.reseal(sponsor.address, keys.seal(*keypair)));
        } else {
            unreadable.push_back(solana::to_base58(sponsor.address));
        }
    }
    return unreadable;
}

/// Rotates the secret while the server is stopped, because a server reads its secret only at the start.
void rotate_secret(const Settings& settings) {
    open_data_directory(settings.data_directory);
    const DirectoryLock lock{settings.data_directory};
    CommandAudit trail{settings};
    trail.must_work();
    const base::SystemClock clock;
    const auto file = settings.data_directory / "server.secret";
    rotate_server_secret(file, clock.now());
    trail.record({.action = audit::Action::server_secret_rotate, .subject = "server.secret"});
    const auto secrets = load_server_secrets(file, clock.now());
    reseal_signing_keys(settings, secrets, clock);
    const auto unreadable = reseal_webhooks(settings, secrets);
    const auto lost_sponsors = reseal_sponsors(settings, secrets);
    fmt::print("Another secret seals from now on; the one before opens what it sealed for {} hours more.\n",
               previous_secrets_live.count());
    for (const auto& id : unreadable)
        fmt::print("The secret of webhook {} could not be read before either: delete it and create it anew.\n", id);
    for (const auto& address : lost_sponsors)
        fmt::print("The key of sponsor {} could not be read before either: put back the secret that sealed it.\n",
                   address);
}

}  // namespace

void add_server_secret(CLI::App& burner) {
    auto* command = burner.add_subcommand(
        "server-secret", "Rotate the secret that seals tickets, kept answers, webhooks, sponsors and signing keys");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  systemctl stop burner && burner server-secret rotate && systemctl start burner");
    auto flags = std::make_shared<SettingFlags>();
    auto* rotating =
        command->add_subcommand("rotate", "Draw another secret, while the server is stopped; nothing is lost");
    flags->add_to(*rotating, {"data.directory", "storage.url", "storage.allow_plain"});
    rotating->callback([flags] { rotate_secret(flags->load()); });
}

}  // namespace burner::app
