#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/find_serving.hpp"
#include "app/value_or_throw.hpp"
#include "storage/postgres/database.hpp"
#include "storage/postgres/migration.hpp"
#include "storage/postgres/node_registry.hpp"
#include "storage/postgres/schema_steps.hpp"

namespace burner::app {

namespace {

struct MigrateOptions {
    SettingFlags settings;
    bool contract = false;
};

void print_step(std::size_t number, const storage::SchemaStep& step) {
    fmt::print("step {}: {}\n", number, step.name);
    std::fflush(stdout);
}

/// Throws where a node of an older version serves.
void refuse_while_older_nodes_serve(const storage::ConnectionString& address) {
    const auto database = value_or_throw(storage::PostgresDatabase::open(address, {.connections = 1}));
    storage::PostgresNodeRegistry registry{*database};
    const auto older = find_serving(
        registry, [](const auto& node) { return node.facts.schema_steps < storage::schema_steps().size(); });
    if (older)
        throw std::runtime_error(
            fmt::format("node {} runs version {}, which is older than this one and needs what --contract takes away; "
                        "upgrade it or stop it, then try again",
                        older->name, older->version));
}

void migrate(const MigrateOptions& options) {
    const Settings settings = options.settings.load();
    if (!settings.storage_url)
        throw std::runtime_error("storage.url is not set; the file of SQLite is brought up to date when it is opened");
    auto made = value_or_throw(storage::migrate(*settings.storage_url, {false, print_step}));
    if (options.contract) {
        refuse_while_older_nodes_serve(*settings.storage_url);
        made += value_or_throw(storage::migrate(*settings.storage_url, {true, print_step}));
    }
    fmt::print("The database has the schema of this version; {} made now.\n",
               made == 1 ? "1 step was" : fmt::format("{} steps were", made));
}

}  // namespace

void add_migrate(CLI::App& burner) {
    auto* command = burner.add_subcommand("migrate", "Bring the schema of a PostgreSQL database to this version");
    command->footer(
        "Steps only add, so servers of the version before go on while it runs. Run it before the first server of a\n"
        "new version starts. It may be run again, and by several at a time.\n\n"
        "Examples:\n"
        "  burner migrate --config /etc/burner.toml\n"
        "  BURNER_STORAGE_URL=postgresql://burner@db.example/burner burner migrate\n"
        "  burner migrate --config /etc/burner.toml --contract     once no older server runs any more,\n"
        "                                                          which it checks");
    auto options = std::make_shared<MigrateOptions>();
    options->settings.add_to(*command, {"storage.url", "storage.allow_plain"});
    command->add_flag("--contract", options->contract, "Also take away what only older versions need");
    command->callback([options] { migrate(*options); });
}

}  // namespace burner::app
