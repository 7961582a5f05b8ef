#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/commands/command_audit.hpp"
#include "app/settings.hpp"
#include "base/clock.hpp"
#include "storage/database.hpp"
#include "storage/stores/user_store.hpp"
#include "users/accounts.hpp"

namespace burner::app {

/// The users of a data directory, for commands that run beside a server, which asks the store for them at each request.
/// Throws std::runtime_error where the directory cannot be used.
class UserAdministration {
  public:
    explicit UserAdministration(const Settings& settings);

    users::Accounts& accounts() { return *accounts_; }
    CommandAudit open_audit() const { return CommandAudit{settings_}; }
    /// Returns the user with that address. Throws where there is none.
    users::User user(std::string_view email);
    /// Returns a link to a page of the dashboard, but for its token. Throws where the dashboard's address is not known.
    std::string link_to(std::string_view page) const;

  private:
    base::SystemClock clock_;
    const Settings settings_;
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::UserStore> store_;
    std::unique_ptr<users::Accounts> accounts_;
};

}  // namespace burner::app
