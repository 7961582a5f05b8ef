#include <memory>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/node_table.hpp"
#include "app/open_database.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"
#include "storage/postgres/node_registry.hpp"

namespace burner::app {

namespace {

struct NodeOptions {
    SettingFlags settings;
    bool all = false;
    bool json = false;
};

void print_object(const nodes::NodeReport& node, const nodes::LeaseTerms& terms) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("id", node.id);
    json.member("name", node.name);
    json.member("version", node.version);
    json.member("lease", to_text(lease_state(node, terms)));
    json.member("fenced", node.is_fenced);
    json.member("applied", node.applied);
    json.member("behind", node.behind);
    json.member("duties", node.duties);
    json.member("startedAt", base::to_rfc3339(node.started_at));
    json.member("renewedAt", base::to_rfc3339(node.renewed_at));
    json.end_object();
    fmt::print("{}\n", out);
}

void list(const NodeOptions& options) {
    const Settings settings = options.settings.load();
    if (!settings.storage_url)
        throw std::runtime_error(
            "storage.url is not set: one process on SQLite is alone, and there is nothing to list");
    const auto database = open_database(settings);
    const auto nodes = value_or_throw(storage::PostgresNodeRegistry{*database}.reports());
    const auto terms = lease_terms(settings);
    if (!options.json) {
        fmt::print("{}", node_table(nodes, terms, options.all));
        return;
    }
    for (const auto& node : nodes) {
        if (options.all || !node.is_fenced) print_object(node, terms);
    }
}

}  // namespace

void add_node(CLI::App& burner) {
    auto* command = burner.add_subcommand("node", "Look at the nodes that share a PostgreSQL database");
    command->require_subcommand(1);
    auto* listing = command->add_subcommand("list", "List the nodes: their leases, changes and duties");
    listing->footer(
        "LEASE is held, lagging or ended; RENEWED says how long ago it was renewed. APPLIED is the last change that "
        "the\n"
        "node knows, with how many it lacks in brackets. DUTIES are its parts of the background work. UP is how long\n"
        "its process runs.\n\n"
        "Examples:\n"
        "  burner node list --config /etc/burner.toml\n"
        "  burner node list --config /etc/burner.toml --all      also those that left lately\n"
        "  burner node list --config /etc/burner.toml --json | jq -r 'select(.lease != \"held\").name'");
    auto options = std::make_shared<NodeOptions>();
    options->settings.add_to(*listing, {"storage.url", "storage.allow_plain", "cluster.lease_seconds"});
    listing->add_flag("--all", options->all, "Also nodes that left or were fenced, for up to a day");
    listing->add_flag("--json", options->json, "One JSON object a line");
    listing->callback([options] { list(*options); });
}

}  // namespace burner::app
