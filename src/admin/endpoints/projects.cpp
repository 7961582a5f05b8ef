#include "admin/endpoints/projects.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "access/origin.hpp"
#include "admin/endpoints/fields.hpp"
#include "admin/endpoints/recorded.hpp"
#include "api/wire/request_body.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

constexpr std::size_t max_origins = 50;

/// What a request says of a project; what is absent stays.
struct ProjectChanges {
    std::optional<std::string> name;
    std::optional<std::optional<solana::Pubkey>> donation_wallet;  ///< nullopt inside: none from now on
    std::optional<std::vector<std::string>> origins;
    std::optional<std::string> tier;
};

std::optional<std::vector<std::string>> read_origins(api::RequestBody& body) {
    const auto texts = body.texts("allowedOrigins");
    if (!texts) return std::nullopt;
    if (texts->size() > max_origins) body.refuse("allowedOrigins must contain no more than 50 elements");
    std::vector<std::string> origins;
    for (const auto text : *texts) {
        auto origin = access::normal_allowed_origin(text);
        if (!origin) body.refuse("allowedOrigins must be like https://app.example; the first label may be *");
        if (origin && std::ranges::find(origins, *origin) == origins.end()) origins.push_back(*std::move(origin));
    }
    return origins;
}

std::optional<std::string> read_tier(api::RequestBody& body, const limits::TierTable& tiers) {
    return body.optional(
        "tier", [&](std::string_view tier) { return tiers.find(tier) ? as_text(tier) : std::nullopt; },
        "must be a tier of this server");
}

ProjectChanges read_changes(api::RequestBody& body, const limits::TierTable& tiers) {
    ProjectChanges changes{.name = body.optional("name", name_from, must_be_name)};
    if (body.is_null("donationWallet")) {
        changes.donation_wallet.emplace(std::nullopt);
    } else if (const auto wallet = body.optional("donationWallet", solana::pubkey_from_base58,
                                                 base::ErrorCode::invalid_wallet_address)) {
        changes.donation_wallet.emplace(*wallet);
    }
    changes.origins = read_origins(body);
    changes.tier = read_tier(body, tiers);
    return changes;
}

std::string wallet_text(const std::optional<solana::Pubkey>& wallet) {
    return wallet ? solana::to_base58(*wallet) : "none";
}

/// Says in the audit log what has become another.
std::string project_description(const ProjectChanges& changes) {
    std::string text;
    const auto add = [&](std::string_view what, std::string_view value) {
        if (!text.empty()) text += ", ";
        text.append(what).append(" ").append(value);
    };
    if (changes.name) add("name", fmt::format("\"{}\"", *changes.name));
    if (changes.donation_wallet) add("donation", wallet_text(*changes.donation_wallet));
    if (changes.origins)
        add("origins", changes.origins->empty() ? "any" : fmt::format("{}", fmt::join(*changes.origins, " ")));
    if (changes.tier) add("tier", *changes.tier);
    return text;
}

void apply_to_project(const ProjectChanges& changes, access::Project& project) {
    if (changes.name) project.name = *changes.name;
    if (changes.donation_wallet) project.donation_wallet = *changes.donation_wallet;
    if (changes.origins) project.allowed_origins = *changes.origins;
    if (changes.tier) project.tier = *changes.tier;
}

/// What proves wallets needs an origin to prove them for.
Result<void> check_origins(const access::Project& project) {
    if (!project.require_proof || !project.allowed_origins.empty()) return {};
    return base::fail(base::ErrorCode::invalid_request,
                      "allowedOrigins must stay: the project demands proofs, which are made for an origin");
}

void write_addresses(base::JsonWriter& json, std::string_view name, const std::vector<solana::Pubkey>& addresses) {
    json.array(name, addresses,
               [](base::JsonWriter& out, const solana::Pubkey& address) { out.value(solana::to_base58(address)); });
}

void write_project(base::JsonWriter& json, const Call& call, const access::Project& project) {
    json.member("id", project.id);
    json.member("name", project.name);
    json.member("tier", project.tier);
    json.key("donationWallet");
    project.donation_wallet ? json.value(solana::to_base58(*project.donation_wallet)) : json.value(nullptr);
    json.array("allowedOrigins", project.allowed_origins,
               [](base::JsonWriter& out, const std::string& origin) { out.value(origin); });
    json.member("requireProof", project.require_proof);
    json.key("protection");
    json.begin_object();
    json.key("aboveUsd");
    project.protection.above_usd ? json.value(*project.protection.above_usd) : json.value(nullptr);
    write_addresses(json, "mints", project.protection.mints);
    write_addresses(json, "collections", project.protection.collections);
    json.end_object();
    write_time(json, "createdAt", project.created_at);
    json.member("keys", call.services.keys.keys_of(project.id).size());
}

http::Response project_answer(const Call& call, int status, const access::Project& project) {
    return object_answer(status, [&](base::JsonWriter& json) { write_project(json, call, project); });
}

}  // namespace

Task<Result<http::Response>> list_projects(Call& call) {
    auto projects = call.services.keys.projects();
    std::erase_if(projects, [&](const access::Project& project) { return !call.user().may_own(project.id); });
    co_return list_answer(
        projects, [&](base::JsonWriter& json, const access::Project& project) { write_project(json, call, project); });
}

Task<Result<http::Response>> create_project(Call& call) {
    api::RequestBody body{call.request.body, {"name", "donationWallet", "allowedOrigins", "tier"}};
    const auto wanted = read_changes(body, call.services.tiers);
    if (!body.has("name")) body.refuse("name is required");
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    const auto created = co_await base::run_on(call.services.store, [&]() -> Result<access::Project> {
        auto project =
            call.services.keys.create_project({.name = *wanted.name,
                                               .donation_wallet = wanted.donation_wallet.value_or(std::nullopt),
                                               .tier = wanted.tier.value_or(call.services.default_tier),
                                               .allowed_origins = wanted.origins.value_or(std::vector<std::string>{})});
        if (!project) return project;
        const auto detail = project_description(wanted);
        const auto recorded = record(call, {.action = audit::Action::project_create,
                                            .project = project->id,
                                            .subject = project->id,
                                            .detail = detail});
        if (!recorded) return std::unexpected(recorded.error());
        return project;
    });
    if (!created) co_return std::unexpected(created.error());
    const auto known = co_await call.services.announcer.announce(call.services.keys.committed());
    if (!known) co_return std::unexpected(known.error());
    co_return project_answer(call, 201, *created);
}

Task<Result<http::Response>> get_project(Call& call) {
    const auto project = call.services.keys.find_project(call.project);
    co_return project_answer(call, 200, *project);
}

Task<Result<http::Response>> change_project(Call& call) {
    api::RequestBody body{call.request.body, {"name", "donationWallet", "allowedOrigins", "tier"}};
    const auto changes = read_changes(body, call.services.tiers);
    if (auto read = body.result(); !read) co_return std::unexpected(read.error());
    if (changes.tier && !call.user().is_operator) co_return base::fail(base::ErrorCode::wrong_role);
    const auto changed = co_await base::run_on(call.services.store, [&]() -> Result<access::Project> {
        access::Project project = *call.services.keys.find_project(call.project);
        apply_to_project(changes, project);
        if (auto right = check_origins(project); !right) return std::unexpected(right.error());
        if (auto set = call.services.keys.set_project(project); !set) return std::unexpected(set.error());
        const auto detail = project_description(changes);
        const auto recorded = record(
            call,
            {.action = audit::Action::project_set, .project = project.id, .subject = project.id, .detail = detail});
        if (!recorded) return std::unexpected(recorded.error());
        return project;
    });
    if (!changed) co_return std::unexpected(changed.error());
    const auto known = co_await call.services.announcer.announce(call.services.keys.committed());
    if (!known) co_return std::unexpected(known.error());
    co_return project_answer(call, 200, *changed);
}

}  // namespace burner::admin
