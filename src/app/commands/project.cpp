#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "access/origin.hpp"
#include "app/commands/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/key_administration.hpp"
#include "app/commands/sponsor_flags.hpp"
#include "app/value_or_throw.hpp"
#include "base/json_writer.hpp"
#include "base/timestamp.hpp"
#include "reclaim/options/protection_flags.hpp"
#include "storage/stores/sponsor_store.hpp"

namespace burner::app {

namespace {

struct ProjectOptions {
    SettingFlags settings;
    std::string id;
    std::optional<std::string> name;
    std::optional<std::string> donation_wallet;  ///< "none" takes it away
    std::optional<std::string> tier;
    std::optional<std::vector<std::string>> origins;
    std::optional<std::string> require_proof;  ///< "on" or "off"
    reclaim::ProtectionFlags protection;
    SponsorFlags sponsor;
    bool json = false;
};

void write_addresses(base::JsonWriter& json, std::string_view name, const std::vector<solana::Pubkey>& addresses) {
    json.array(name, addresses,
               [](base::JsonWriter& out, const solana::Pubkey& address) { out.value(solana::to_base58(address)); });
}

void write_protection(base::JsonWriter& json, const assets::Protection& protection) {
    json.key("protection");
    json.begin_object();
    json.key("aboveUsd");
    json.raw(protection.above_usd ? std::string_view{*protection.above_usd} : "null");
    write_addresses(json, "mints", protection.mints);
    write_addresses(json, "collections", protection.collections);
    json.end_object();
}

void write_sponsorship(base::JsonWriter& json, const std::optional<solana::Sponsorship>& terms) {
    json.key("sponsor");
    if (!terms) return json.value(nullptr);
    json.begin_object();
    json.member("address", solana::to_base58(terms->sponsor));
    json.member("projectBudget", terms->project_budget);
    json.member("keyBudget", terms->key_budget);
    json.member("walletBudget", terms->wallet_budget);
    json.member("floor", terms->floor);
    json.end_object();
}

std::string to_json(const access::Project& project) {
    std::string out;
    base::JsonWriter json{out};
    json.begin_object();
    json.member("id", project.id);
    json.member("name", project.name);
    json.key("donationWallet");
    project.donation_wallet ? json.value(solana::to_base58(*project.donation_wallet)) : json.value(nullptr);
    json.member("tier", project.tier);
    json.array("allowedOrigins", project.allowed_origins,
               [](base::JsonWriter& out, const std::string& origin) { out.value(origin); });
    json.member("requireProof", project.require_proof);
    write_protection(json, project.protection);
    write_sponsorship(json, project.sponsorship);
    json.member("createdAt", base::to_rfc3339(project.created_at));
    json.end_object();
    return out;
}

std::string_view proof_words(const access::Project& project) {
    return project.require_proof ? "required" : "not required";
}

void print(const access::Project& project, bool json) {
    if (json) {
        fmt::print("{}\n", to_json(project));
        return;
    }
    fmt::print(
        "project          {}\n  name           {}\n  tier           {}\n  donation       {}\n  origins        {}\n"
        "  proof          {}\n  protected      {}\n  sponsor        {}\n",
        project.id, project.name, project.tier,
        project.donation_wallet ? solana::to_base58(*project.donation_wallet) : "none",
        project.allowed_origins.empty() ? "any" : fmt::format("{}", fmt::join(project.allowed_origins, " ")),
        proof_words(project), reclaim::to_words(project.protection), to_words(project.sponsorship));
}

/// Says how much is protected, in numbers: an audit event has no room for two hundred addresses.
std::string numbers_of(const assets::Protection& protection) {
    const std::string value = protection.above_usd ? fmt::format("above {} USD", *protection.above_usd) : "no value";
    return fmt::format("{}, {} mints, {} collections", value, protection.mints.size(), protection.collections.size());
}

/// Describes for the audit log what a project is from now on.
std::string description(const access::Project& project) {
    return fmt::format(
        "name \"{}\", donation {}, tier {}, origins {}, proof {}, protected {}, sponsor {}", project.name,
        project.donation_wallet ? solana::to_base58(*project.donation_wallet) : "none", project.tier,
        project.allowed_origins.empty() ? "any" : fmt::format("{}", fmt::join(project.allowed_origins, " ")),
        proof_words(project), numbers_of(project.protection), to_words(project.sponsorship));
}

/// Returns who pays, as the flags say.
std::optional<solana::Sponsorship> changed(const SponsorFlags& flags, const std::optional<solana::Sponsorship>& before,
                                           KeyAdministration& administration) {
    storage::SponsorStore sponsors{administration.database()};
    return flags.change(before, sponsors);
}

/// Returns the protection that the flags ask for. Throws for a new value without prices: it protects by those alone.
assets::Protection changed(const reclaim::ProtectionFlags& flags, const assets::Protection& before,
                           const Settings& settings) {
    auto protection = flags.change(before);
    if (!protection) throw std::runtime_error(protection.error());
    if (protection->above_usd && protection->above_usd != before.above_usd && settings.price_urls.empty()) {
        throw std::runtime_error(
            "--protect-above-usd needs a price API: set prices.url, without which no price is known and all burns of "
            "tokens would be refused");
    }
    return *std::move(protection);
}

std::optional<solana::Pubkey> wallet_from(const std::string& text) {
    if (text == "none") return std::nullopt;
    const auto wallet = solana::pubkey_from_base58(text);
    if (!wallet) throw std::runtime_error("--donation-wallet must be the base58 address of a wallet, or none");
    return wallet;
}

const std::string& checked_tier(const std::string& tier, const Settings& settings) {
    if (limits::TierTable{settings.tiers}.find(tier) == nullptr)
        throw std::runtime_error("--tier: there is no tier " + tier);
    return tier;
}

/// Returns the origins as browsers send them; none for the one word `none`. Throws for what no browser sends.
std::vector<std::string> origins_from(const std::vector<std::string>& texts) {
    if (texts == std::vector<std::string>{"none"}) return {};
    std::vector<std::string> origins;
    for (const auto& text : texts) {
        auto origin = access::normal_allowed_origin(text);
        if (!origin)
            throw std::runtime_error(fmt::format(
                "--allow-origin {}: write it as https://app.example, without a path and in ASCII letters; the first "
                "label may be *, as in https://*.shop.example; none alone allows every origin again",
                text));
        if (std::ranges::find(origins, *origin) == origins.end()) origins.push_back(*std::move(origin));
    }
    return origins;
}

bool proof_from(const std::string& word) {
    if (word != "on" && word != "off") throw std::runtime_error("--require-proof must be on or off");
    return word == "on";
}

/// Throws where wallets could not prove themselves, or a node that serves would not ask them to.
void check_proof_demand(bool require_proof, const std::vector<std::string>& origins,
                        KeyAdministration& administration) {
    if (!require_proof) return;
    if (origins.empty())
        throw std::runtime_error(
            "--require-proof: a wallet signs for one of the allowed origins, and the project has none; give "
            "--allow-origin as well");
    administration.check_all_understand(nodes::ChangeKind::proof_demand);
}

void create(const ProjectOptions& options) {
    const Settings settings = options.settings.load();
    KeyAdministration administration{settings};
    access::NewProject project{.name = options.name.value_or(""), .tier = settings.default_tier};
    if (options.donation_wallet) project.donation_wallet = wallet_from(*options.donation_wallet);
    if (options.tier) project.tier = checked_tier(*options.tier, settings);
    if (options.origins) project.allowed_origins = origins_from(*options.origins);
    if (options.require_proof) project.require_proof = proof_from(*options.require_proof);
    project.protection = changed(options.protection, {}, settings);
    project.sponsorship = changed(options.sponsor, std::nullopt, administration);
    check_proof_demand(project.require_proof, project.allowed_origins, administration);
    auto trail = administration.open_audit();
    trail.must_work();
    const auto created = value_or_throw(administration.keys().create_project(std::move(project)));
    trail.record({audit::Action::project_create, created.id, created.id, description(created)});
    print(created, options.json);
}

void list(const ProjectOptions& options) {
    KeyAdministration administration{options.settings.load()};
    for (const auto& project : administration.keys().projects()) print(project, options.json);
}

void set(const ProjectOptions& options) {
    const Settings settings = options.settings.load();
    KeyAdministration administration{settings};
    access::Project project = administration.project(options.id);
    if (options.name) project.name = *options.name;
    if (options.donation_wallet) project.donation_wallet = wallet_from(*options.donation_wallet);
    if (options.tier) project.tier = checked_tier(*options.tier, settings);
    if (options.origins) project.allowed_origins = origins_from(*options.origins);
    if (options.require_proof) project.require_proof = proof_from(*options.require_proof);
    project.protection = changed(options.protection, project.protection, settings);
    project.sponsorship = changed(options.sponsor, project.sponsorship, administration);
    check_proof_demand(project.require_proof, project.allowed_origins, administration);
    auto trail = administration.open_audit();
    trail.must_work();
    value_or_throw(administration.keys().set_project(project));
    trail.record({audit::Action::project_set, project.id, project.id, description(project)});
    administration.announce();
    print(project, options.json);
}

void add_fields(CLI::App& command, ProjectOptions& options) {
    command.add_option("--donation-wallet", options.donation_wallet, "Wallet that donations go to, or none")
        ->type_name("ADDRESS");
    command.add_option("--tier", options.tier, "spark, flame, blaze or inferno")->type_name("TIER");
    command
        .add_option("--allow-origin", options.origins,
                    "Web origin that may call; repeat it. https://*.shop.example stands for one label, none for all")
        ->type_name("ORIGIN");
    command
        .add_option("--require-proof", options.require_proof, "Whether sessions need a wallet's signature: on or off")
        ->type_name("on|off");
    options.protection.add_to(command);
    options.sponsor.add_to(command);
}

}  // namespace

void add_project(CLI::App& burner) {
    auto* command = burner.add_subcommand("project", "Create, list and change projects, the owners of API keys");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n  burner project create --name shop --donation-wallet 9xQe…\n  burner project set --project ID "
        "--tier blaze\n  burner project set --protect-above-usd 25 --protect-collection 34zf…\n"
        "  burner project set --protect-above-usd none --protect-mint none --protect-collection none\n"
        "  burner project set --allow-origin https://app.example --allow-origin https://*.preview.example\n"
        "  burner project set --sponsor 5Xk2… --sponsor-wallet-budget 500000\n"
        "  burner project set --sponsor none");
    const auto add = [&](const char* name, const char* help, void (*action)(const ProjectOptions&)) {
        auto options = std::make_shared<ProjectOptions>();
        auto* sub = command->add_subcommand(name, help);
        options->settings.add_to(
            *sub, {"data.directory", "storage.url", "storage.allow_plain", "limits.default_tier", "prices.url"});
        sub->add_flag("--json", options->json, "One JSON object a line");
        sub->callback([options, action] { action(*options); });
        return std::pair{sub, options};
    };
    const auto [creating, created] = add("create", "Create a project", create);
    creating->add_option("--name", created->name, "What people call it")->required()->type_name("NAME");
    add_fields(*creating, *created);
    add("list", "List the projects", list);
    const auto [setting, changed] = add("set", "Change a project", set);
    setting->add_option("--project", changed->id, "Which one, when there are several")->type_name("ID");
    setting->add_option("--name", changed->name, "What people call it")->type_name("NAME");
    add_fields(*setting, *changed);
}

}  // namespace burner::app
