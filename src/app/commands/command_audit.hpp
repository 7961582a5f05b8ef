#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/settings.hpp"
#include "audit/audit_log.hpp"
#include "base/clock.hpp"

namespace burner::app {

/// The audit log as commands write it, beside a server that writes it too. Commands that give rights call `must_work`
/// first; those that take rights away do so in any case.
class CommandAudit {
  public:
    explicit CommandAudit(const Settings& settings);
    CommandAudit(const CommandAudit&) = delete;
    CommandAudit& operator=(const CommandAudit&) = delete;

    /// Throws std::runtime_error where the log cannot be written.
    void must_work() const;

    struct Change {
        audit::Action action{};
        std::string_view project{};
        std::string_view subject{};
        std::string_view detail{};
    };
    /// Records a change by the user who logged in, from this host; durable when it returns. Throws std::runtime_error
    /// where it cannot be written: the change is made, but what it gives (a new key) must not be given out.
    void record(const Change& change);

  private:
    base::SystemClock clock_;
    std::unique_ptr<audit::AuditLog> log_;  ///< null: `audit.enabled` is false
    std::string fault_;
    std::string user_;
    std::string host_;
};

}  // namespace burner::app
