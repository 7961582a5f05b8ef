#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "access/key_ring.hpp"
#include "app/commands/command_audit.hpp"
#include "app/settings.hpp"
#include "base/clock.hpp"
#include "storage/database.hpp"
#include "storage/stores/key_store.hpp"

namespace burner::app {

/// The projects and keys of a data directory, for commands that run beside a server, which sees their changes within a
/// quarter of a second. Throws std::runtime_error where the directory cannot be used.
class KeyAdministration {
  public:
    explicit KeyAdministration(const Settings& settings);

    access::KeyRing& keys() { return *keys_; }
    /// Waits until all nodes know the last change of keys. A server with SQLite, which is alone, finds it soon by
    /// itself.
    void announce();
    /// Waits until every running server knows the last change of keys.
    void wait_for_servers() { wait_for_servers(keys_->committed()); }
    /// Throws where a node that serves does not understand a kind of change.
    void check_all_understand(nodes::ChangeKind kind);
    /// Waits until every running server knows a change.
    void wait_for_servers(const nodes::FeedPosition& change);
    storage::Database& database() { return *database_; }
    CommandAudit open_audit() const { return CommandAudit{settings_}; }
    /// Returns the project of that id, or for an empty id the only project. Throws for an unknown id, or without one
    /// where there are no projects or several.
    access::Project project(std::string_view id) const;
    /// Returns the id of the project that owns a key. Throws for an unknown key.
    std::string owner_of(std::string_view key_id) const;

  private:
    base::SystemClock clock_;
    const Settings settings_;
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::KeyStore> store_;
    const nodes::Finality finality_ = nodes::Finality::of_a_single_node();  ///< a command refuses nobody
    std::unique_ptr<access::KeyRing> keys_;
};

}  // namespace burner::app
