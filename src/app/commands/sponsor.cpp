#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/read_balance.hpp"
#include "app/commands/sponsor_administration.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"
#include "reclaim/options/private_file.hpp"

namespace burner::app {

namespace {

using transactions::SealedSponsor;

struct SponsorOptions {
    SettingFlags settings;
    std::string keypair;
    std::string address;
    bool json = false;
};

void print(const SealedSponsor& sponsor, bool as_json) {
    const auto address = solana::to_base58(sponsor.address);
    const auto created = base::to_rfc3339(sponsor.created_at);
    if (!as_json) {
        fmt::print("{:44} created {}\n", address, created);
        return;
    }
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("address", address);
    json.member("createdAt", created);
    json.end_object();
    fmt::print("{}\n", out);
}

/// Reads the operator's key from the file that was named, from standard input for `-`, or draws one.
solana::Keypair keypair_of(const std::string& file) {
    if (file.empty()) return transactions::draw_keypair();
    const auto read = file == "-" ? reclaim::read_keypair(std::cin) : reclaim::read_keypair_file(file);
    if (!read) throw std::runtime_error(fmt::format("--keypair: {}", read.error()));
    if (read->is_exposed)
        throw std::runtime_error(fmt::format("--keypair: others can read {}; run chmod go-rwx on it first", file));
    return read->content;
}

void create(const SponsorOptions& options) {
    SponsorAdministration administration{options.settings.load()};
    const auto created = administration.add(keypair_of(options.keypair));
    print(created, options.json);
    if (options.json) return;
    fmt::print(
        "\nSend SOL to that address, then let it pay for a project:\n  burner project set --sponsor {}\n"
        "The key stays sealed in the database. Nobody is shown it, so keep there what you can miss.\n",
        solana::to_base58(created.address));
}

void list(const SponsorOptions& options) {
    for (const auto& sponsor : SponsorAdministration{options.settings.load()}.all()) print(sponsor, options.json);
}

/// What `burner sponsor show` says of one.
struct SponsorReport {
    SealedSponsor sponsor;
    base::Lamports balance;
    transactions::SponsorUse use;
    std::vector<access::Project> projects;
    bool opens = false;
};

void print_json(const SponsorReport& shown) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("address", solana::to_base58(shown.sponsor.address));
    json.member("createdAt", base::to_rfc3339(shown.sponsor.created_at));
    json.member("balance", shown.balance);
    json.member("atRisk", shown.use.at_risk);
    json.member("lostToday", shown.use.lost_today);
    json.member("failuresToday", shown.use.failures_today);
    json.member("canSign", shown.opens);
    json.array("projects", shown.projects,
               [](base::JsonWriter& writer, const access::Project& project) { writer.value(project.id); });
    json.end_object();
    fmt::print("{}\n", out);
}

void print_text(const SponsorReport& shown) {
    fmt::print(
        "sponsor          {}\n  created        {}\n  balance        {} lamports\n  at risk now    {} lamports\n"
        "  lost today     {} lamports, by {} failed transactions\n",
        solana::to_base58(shown.sponsor.address), base::to_rfc3339(shown.sponsor.created_at), shown.balance.value,
        shown.use.at_risk.value, shown.use.lost_today.value, shown.use.failures_today);
    for (const auto& project : shown.projects) {
        fmt::print("  pays for       {} ({})\n", project.id, project.name);
        if (shown.balance < project.sponsorship->floor)
            fmt::print("                 not now: its floor is {} lamports, send SOL\n",
                       project.sponsorship->floor.value);
    }
    if (!shown.opens) fmt::print("  cannot sign    server.secret does not open its key: put back the one that did\n");
}

void show(const SponsorOptions& options) {
    const Settings settings = options.settings.load();
    SponsorAdministration administration{settings};
    SponsorReport shown{.sponsor = administration.find(options.address)};
    const auto balance = read_balance(settings.rpc_urls.front(), shown.sponsor.address);
    if (!balance) throw std::runtime_error(fmt::format("the balance cannot be read: {}", balance.error()));
    shown.balance = *balance;
    shown.use = administration.use_of(shown.sponsor.address);
    shown.projects = administration.projects_of(shown.sponsor.address);
    shown.opens = administration.opens(shown.sponsor);
    options.json ? print_json(shown) : print_text(shown);
}

}  // namespace

void add_sponsor(CLI::App& burner) {
    auto* command = burner.add_subcommand("sponsor", "Keys that pay the network for wallets which cannot");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  burner sponsor create                        draws a key, which is never shown\n"
        "  burner sponsor create --keypair pays.json    seals a key that you have\n"
        "  burner sponsor show                          balance, what is at risk, what was lost today\n"
        "  burner project set --sponsor ADDRESS         lets it pay for a project's wallets\n\n"
        "docs/sponsor.md says what it may lose, and what bounds that.");
    const auto add = [&](const char* name, const char* help, void (*action)(const SponsorOptions&)) {
        auto options = std::make_shared<SponsorOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(*sub, {"data.directory", "storage.url", "storage.allow_plain", "rpc.url"});
        sub->add_flag("--json", options->json, "One JSON object a line");
        sub->callback([options, action] { action(*options); });
        return std::pair{sub, options};
    };
    const auto [creating, created] = add("create", "Create a sponsor", create);
    creating->add_option("--keypair", created->keypair, "File of Solana's command line, or - for standard input")
        ->type_name("FILE");
    add("list", "List the sponsors, without their keys", list);
    const auto [showing, shown] = add("show", "Show a sponsor's balance, and what it has at risk and lost", show);
    showing->add_option("ADDRESS", shown->address, "Which one, when there are several");
}

}  // namespace burner::app
