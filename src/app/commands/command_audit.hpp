#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/settings.hpp"
#include "audit/audit_log.hpp"
#include "audit/shipper.hpp"
#include "base/clock.hpp"
#include "storage/database.hpp"
#include "storage/postgres/chain_store.hpp"

namespace burner::app {

/// The audit log as commands write it, beside a server that writes it too. With PostgreSQL they also ship it, since
/// their data directory may have no server. Commands that give rights call `must_work` first; those that take rights
/// away do so in any case.
class CommandAudit {
  public:
    explicit CommandAudit(const Settings& settings);
    CommandAudit(const CommandAudit&) = delete;
    CommandAudit& operator=(const CommandAudit&) = delete;

    /// Throws std::runtime_error where the log cannot be written or shipped.
    void must_work();

    struct Change {
        audit::Action action{};
        std::string_view project{};
        std::string_view subject{};
        std::string_view detail{};
    };
    /// Records a change by the user who logged in, from this host; durable, and shipped, when it returns. Throws
    /// std::runtime_error where it cannot be: the change is made, but what it gives (a new key) must not be given out.
    void record(const Change& change);

  private:
    void prepare_shipping(const Settings& settings);
    audit::Shipper::Outcome ship();

    base::SystemClock clock_;
    std::unique_ptr<audit::AuditLog> log_;  ///< null: `audit.enabled` is false
    std::string fault_;
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::PostgresChainStore> chain_store_;
    std::unique_ptr<audit::Shipper> shipper_;  ///< null: there is but one node
    std::string no_database_;
    std::string user_;
    std::string host_;
};

}  // namespace burner::app
