#pragma once

#include "storage/database.hpp"
#include "users/user_session_store.hpp"

namespace burner::storage {

/// Sessions of the dashboard in the database. Owned by app; the Database outlives it.
class UserSessionStore final : public users::UserSessionStore {
  public:
    explicit UserSessionStore(Database& database) : database_(database) {}

    base::Result<void> add(const users::UserSession& session, std::string_view password_hash) override;
    base::Result<std::optional<users::SignedIn>> find(const base::Sha256& hash) override;
    base::Result<bool> renew(const users::UserSession& renewed) override;
    base::Result<void> see(std::string_view id, base::UnixTime at) override;
    base::Result<std::vector<users::UserSession>> of(std::string_view user) override;
    base::Result<bool> end(std::string_view user, std::string_view id) override;
    base::Result<void> end_all(std::string_view user, std::string_view kept) override;
    base::Result<void> prune(base::UnixTime seen, base::UnixTime created) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
