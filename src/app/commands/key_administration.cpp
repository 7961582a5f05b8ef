#include "app/commands/key_administration.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "app/announce_here.hpp"
#include "app/data_directory.hpp"
#include "app/open_database.hpp"
#include "app/other_nodes.hpp"
#include "app/value_or_throw.hpp"
#include "storage/postgres/node_registry.hpp"
#include "storage/stores/replica_store.hpp"

namespace burner::app {

KeyAdministration::KeyAdministration(const Settings& settings) : settings_(settings) {
    open_data_directory(settings.data_directory);
    database_ = open_database(settings);
    store_ = std::make_unique<storage::KeyStore>(*database_);
    keys_ = std::make_unique<access::KeyRing>(*store_, clock_, finality_);
    keys_->replace(*value_or_throw(storage::ReplicaStore{*database_}.load({})));
}

void KeyAdministration::announce() {
    announce_here(settings_, *database_, keys_->committed());
}

void KeyAdministration::check_all_understand(nodes::ChangeKind kind) {
    if (!settings_.storage_url) return;
    storage::PostgresNodeRegistry registry{*database_};
    app::check_all_understand(registry, kind);
}

void KeyAdministration::wait_for_servers(const nodes::FeedPosition& change) {
    app::wait_for_servers(settings_, *database_, change);
}

access::Project KeyAdministration::project(std::string_view id) const {
    if (!id.empty()) {
        if (const auto found = keys_->find_project(id)) return *found;
        throw std::runtime_error(fmt::format("there is no project {}; `burner project list` shows them", id));
    }
    const auto all = keys_->projects();
    if (all.empty()) throw std::runtime_error("there is no project yet: run `burner project create --name NAME` first");
    if (all.size() > 1)
        throw std::runtime_error("there are several projects: name one with --project ID (see `burner project list`)");
    return all.front();
}

std::string KeyAdministration::owner_of(std::string_view key_id) const {
    const auto found = keys_->find_key(key_id);
    if (!found) throw std::runtime_error(fmt::format("there is no key {}; `burner key list` shows them", key_id));
    return found->project->id;
}

}  // namespace burner::app
