#include "app/commands/sponsor_administration.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "app/other_nodes.hpp"
#include "app/secret_file.hpp"
#include "app/value_or_throw.hpp"
#include "storage/postgres/node_registry.hpp"

namespace burner::app {

namespace {

/// Loads the secret, which must be the one that the nodes have: what it seals, they open.
base::ServerSecrets secrets_of(const Settings& settings, storage::Database& database, const base::Clock& clock) {
    auto secrets = load_server_secrets(settings.data_directory / "server.secret", clock.now());
    if (settings.storage_url) {
        storage::PostgresNodeRegistry registry{database};
        check_secret_of_others(registry, {}, settings, secrets);
    }
    return secrets;
}

}  // namespace

SponsorAdministration::SponsorAdministration(const Settings& settings)
    : projects_(settings),
      store_(projects_.database()),
      reservations_(projects_.database()),
      keys_(secrets_of(settings, projects_.database(), clock_)) {}

transactions::SealedSponsor SponsorAdministration::add(const solana::Keypair& keypair) {
    transactions::SealedSponsor sponsor{keypair.address(), keys_.seal(keypair), clock_.now()};
    const std::string address = solana::to_base58(sponsor.address);
    if (value_or_throw(store_.find(sponsor.address)))
        throw std::runtime_error(fmt::format("there is a sponsor {} already", address));
    auto trail = projects_.open_audit();
    trail.must_work();
    value_or_throw(store_.add(sponsor));
    trail.record({.action = audit::Action::sponsor_create, .subject = address});
    return sponsor;
}

std::vector<transactions::SealedSponsor> SponsorAdministration::all() {
    return value_or_throw(store_.all());
}

transactions::SealedSponsor SponsorAdministration::find(std::string_view address) {
    const auto sponsors = all();
    if (sponsors.empty()) throw std::runtime_error("there is no sponsor yet: run `burner sponsor create` first");
    if (address.empty()) {
        if (sponsors.size() > 1)
            throw std::runtime_error("there are several sponsors: name one (see `burner sponsor list`)");
        return sponsors.front();
    }
    const auto wanted = solana::pubkey_from_base58(address);
    const auto found = std::ranges::find_if(sponsors, [&](const auto& one) { return wanted == one.address; });
    if (found == sponsors.end())
        throw std::runtime_error(fmt::format("there is no sponsor {}; `burner sponsor list` shows them", address));
    return *found;
}

std::vector<access::Project> SponsorAdministration::projects_of(const solana::Pubkey& sponsor) {
    auto projects = projects_.keys().projects();
    std::erase_if(projects, [&](const access::Project& project) {
        return !project.sponsorship || project.sponsorship->sponsor != sponsor;
    });
    return projects;
}

transactions::SponsorUse SponsorAdministration::use_of(const solana::Pubkey& sponsor) {
    return value_or_throw(reservations_.use_of(sponsor, clock_.now()));
}

}  // namespace burner::app
