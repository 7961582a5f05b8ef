#pragma once

#include "storage/database.hpp"
#include "users/user_store.hpp"

namespace burner::storage {

/// Users, their memberships and links in the database. Owned by app; the Database outlives it.
class UserStore final : public users::UserStore {
  public:
    explicit UserStore(Database& database) : database_(database) {}

    base::Result<std::vector<users::User>> list() override;
    base::Result<std::optional<users::User>> find(std::string_view id) override;
    base::Result<std::optional<users::User>> find_by_email(std::string_view email) override;
    base::Result<void> add(const users::User& user, const users::Link& link) override;
    base::Result<users::User> change(std::string_view id, const Change& change) override;
    base::Result<void> remove(std::string_view id) override;
    base::Result<void> set_password(std::string_view id, std::string_view hash) override;
    base::Result<void> put_link(const users::Link& link) override;
    base::Result<std::optional<users::Link>> find_link(const base::Sha256& hash) override;
    base::Result<void> set_up(const base::Sha256& link, const users::User& first) override;
    base::Result<void> choose_password(const base::Sha256& link, std::string_view hash) override;

  private:
    Database& database_;
};

}  // namespace burner::storage
