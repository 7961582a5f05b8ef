#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "access/signing_key_changes.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/data_directory.hpp"
#include "app/directory_lock.hpp"
#include "app/open_database.hpp"
#include "app/secret_file.hpp"
#include "app/signing_key_import.hpp"
#include "app/value_or_throw.hpp"
#include "reclaim/terminal/terminal_text.hpp"
#include "storage/copy/copy.hpp"
#include "storage/stores/signing_key_store.hpp"

namespace burner::app {

namespace {

struct CopyOptions {
    SettingFlags settings;
    std::string to;
    bool verify = false;
};

/// Returns settings that name the target. What a database on another machine needs, it needs here too.
Settings settings_of_target(const Settings& source, const std::string& to) {
    Settings target;
    const std::string allow_plain = source.storage_allow_plain ? "true" : "false";
    const auto mistakes = apply_settings(
        target, {{"storage.allow_plain", allow_plain, "storage.allow_plain"}, {"storage.url", to, "--to"}});
    if (!mistakes.empty()) throw std::runtime_error(fmt::format("{}", fmt::join(mistakes, "\n")));
    return target;
}

bool is_connection_string(std::string_view text) {
    return text.starts_with("postgres://") || text.starts_with("postgresql://") || text.contains('=');
}

/// Opens the database that is to be filled: a PostgreSQL database, or a file that does not exist yet.
std::unique_ptr<storage::Database> open_target(const Settings& source, const std::string& to) {
    if (is_connection_string(to)) return open_database(settings_of_target(source, to));
    if (source.storage_url == std::nullopt)
        throw std::runtime_error(
            "--to must name a PostgreSQL database; a file of SQLite is copied by `sqlite3 .backup`");
    if (std::filesystem::exists(to)) throw std::runtime_error(fmt::format("--to {}: the file exists already", to));
    return open_sqlite(to);
}

void verify(storage::Database& from, storage::Database& to, const std::vector<storage::TableShape>& tables) {
    const auto source = value_or_throw(storage::digest_tables(from, tables));
    const auto target = value_or_throw(storage::digest_tables(to, tables));
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != target[i])
            throw std::runtime_error(fmt::format("table {} differs: {} rows were copied, and there are {} rows now",
                                                 source[i].table, source[i].rows, target[i].rows));
    }
    fmt::print("Verified: each table holds the same rows in both.\n");
}

/// Takes the signing keys that version 0.1 left in a file into the database that is copied.
void bring_signing_keys(const Settings& settings, storage::Database& database) {
    const base::SystemClock clock;
    storage::SigningKeyStore store{database};
    const auto secrets = load_server_secrets(settings.data_directory / "server.secret", clock.now());
    access::SigningKeyChanges changes{store, secrets, settings.session_algorithm, clock};
    import_signing_keys(settings.data_directory, changes);
}

void copy(const CopyOptions& options) {
    const Settings settings = options.settings.load();
    open_data_directory(settings.data_directory);
    const DirectoryLock lock{settings.data_directory};
    const auto from = open_database(settings);
    bring_signing_keys(settings, *from);
    const auto to = open_target(settings, options.to);
    const auto tables = value_or_throw(storage::read_table_shapes(settings.storage_url ? *to : *from));
    if (value_or_throw(storage::is_filled(*to, tables)))
        throw std::runtime_error(
            "--to names a database that holds data already; name one that `burner migrate` has made");
    const auto print = [](const storage::TableDigest& done) {
        fmt::print("{}: {}\n", done.table, reclaim::counted(done.rows, "row"));
        std::fflush(stdout);
    };
    value_or_throw(storage::copy_tables(*from, *to, tables, print));
    if (options.verify) verify(*from, *to, tables);
    fmt::print("Copied. Let storage.url name the copy; server.secret and the audit log stay.\n");
}

}  // namespace

void add_storage(CLI::App& burner) {
    auto* command = burner.add_subcommand("storage", "Move the data from one kind of database to the other");
    command->require_subcommand(1);
    auto* copying = command->add_subcommand("copy", "Copy everything into an empty database, while no server runs");
    copying->footer(
        "All or nothing is copied, in one transaction. Keys, sessions, tickets and webhooks hold as before.\n\n"
        "Examples:\n"
        "  burner storage copy --to postgresql://burner@db.example/burner --verify       from SQLite to PostgreSQL\n"
        "  burner storage copy --config /etc/burner.toml --to /var/lib/burner/burner.db  and back");
    auto options = std::make_shared<CopyOptions>();
    options->settings.add_to(*copying, {"data.directory", "storage.url", "storage.allow_plain"});
    copying->add_option("--to", options->to, "PostgreSQL database, or file of SQLite that does not exist yet")
        ->required()
        ->type_name("DATABASE");
    copying->add_flag("--verify", options->verify, "Read both again and compare every row");
    copying->callback([options] { copy(*options); });
}

}  // namespace burner::app
