#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/backup/lost_changes.hpp"
#include "app/backup/make_backup.hpp"
#include "app/backup/restore_backup.hpp"
#include "app/commands/command_audit.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/key_administration.hpp"
#include "app/data_directory.hpp"
#include "app/value_or_throw.hpp"
#include "base/timestamp.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::app {

namespace {

struct BackupOptions {
    SettingFlags settings;
    std::string backup;
    std::string replaces;
};

void refuse_postgres(const Settings& settings) {
    if (!settings.storage_url) return;
    throw std::runtime_error(
        "storage.url is set: the data is in PostgreSQL, which has its own tools. Copy it with `pg_dump "
        "--format=custom`, restore it with `pg_restore`, and keep a copy of server.secret beside it");
}

void backup(const BackupOptions& options) {
    const Settings settings = options.settings.load();
    refuse_postgres(settings);
    const auto manifest = make_backup(settings.data_directory, options.backup, base::SystemClock{}.now());
    fmt::print("{} of {} are in {}. They sign and seal: keep them as private as the original.\n",
               reclaim::counted(manifest.files.size(), "file"), settings.data_directory.string(), options.backup);
}

/// Ends the API keys again that were ended after the backup, and returns how many there are.
std::size_t revoke_again(const Settings& settings, const std::vector<std::string>& ids, std::string_view detail) {
    KeyAdministration administration{settings};
    auto trail = administration.open_audit();
    std::size_t revoked = 0;
    for (const auto& id : ids) {
        const auto key = administration.keys().find_key(id);
        if (!key || key->key.revoked_at) continue;  // made after the backup, or named twice
        value_or_throw(administration.keys().revoke(key->project->id, id));
        trail.record({audit::Action::key_revoke, key->project->id, id, detail});
        ++revoked;
    }
    return revoked;
}

void print_lost(const std::vector<audit::StoredEvent>& changes) {
    if (changes.empty()) return;
    fmt::print("\nThese changes came after the backup. Ended keys are ended again; make the others again yourself:\n");
    for (const auto& change : changes)
        fmt::print("  {} {} {} {}\n", change.time, change.action, reclaim::printable(change.subject),
                   reclaim::printable(change.detail));
}

void restore(const BackupOptions& options) {
    const Settings settings = options.settings.load();
    refuse_postgres(settings);
    const auto manifest = read_manifest(options.backup);
    const auto lost = options.replaces.empty() ? std::vector<audit::StoredEvent>{}
                                               : lost_changes(options.replaces, manifest.begun_at);
    restore_files(options.backup, settings.data_directory);
    end_all_sessions(settings.data_directory / "burner.db");
    const auto time = base::to_rfc3339(manifest.begun_at);
    const auto detail = fmt::format("restored from the backup of {}", time);
    CommandAudit{settings}.record({.action = audit::Action::signing_key_retire, .subject = "all", .detail = detail});
    const auto revoked = revoke_again(settings, ended_keys(lost), detail);
    fmt::print("{} holds the backup of {}.\nEvery session has ended, and wallets begin new ones. {} ended again.\n",
               settings.data_directory.string(), time,
               reclaim::counted(revoked, "API key") + (revoked == 1 ? " was" : " were"));
    if (options.replaces.empty())
        fmt::print("API keys that were revoked after {} are live again: `burner key list` shows all.\n", time);
    print_lost(lost);
}

}  // namespace

void add_backup(CLI::App& burner) {
    auto* command = burner.add_subcommand("backup", "Copy database, secret and audit log, while the server runs");
    command->footer(
        "The folder must not exist yet. What is copied is consistent; `burner restore` puts it back.\n\n"
        "Examples:\n"
        "  burner backup /backup/burner-$(date +%F)\n"
        "  burner backup --config /etc/burner.toml /backup/burner");
    auto options = std::make_shared<BackupOptions>();
    options->settings.add_to(*command, {"data.directory", "storage.url", "storage.allow_plain"});
    command->add_option("DIR", options->backup, "The folder to make")->required();
    command->callback([options] { backup(*options); });
}

void add_restore(CLI::App& burner) {
    auto* command = burner.add_subcommand("restore", "Put a backup in the place of a data directory");
    command->footer(
        "data.directory must be missing or empty. All sessions end. API keys that were revoked after the backup would\n"
        "be live again: --replaces finds them in the old directory's audit log and revokes them, and shows what else\n"
        "the backup lacks.\n\n"
        "Example:\n"
        "  systemctl stop burner\n"
        "  mv /var/lib/burner /var/lib/burner.before\n"
        "  burner restore --data-directory /var/lib/burner --replaces /var/lib/burner.before "
        "/backup/burner-2026-04-09\n"
        "  systemctl start burner");
    auto options = std::make_shared<BackupOptions>();
    options->settings.add_to(*command, {"data.directory", "storage.url", "storage.allow_plain"});
    command->add_option("DIR", options->backup, "What `burner backup` made")->required();
    command->add_option("--replaces", options->replaces, "The old data directory, for what its audit log knows")
        ->type_name("DIR");
    command->callback([options] { restore(*options); });
}

}  // namespace burner::app
