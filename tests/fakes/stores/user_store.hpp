#pragma once

#include <map>
#include <mutex>
#include <vector>

#include "users/user_session_store.hpp"
#include "users/user_store.hpp"

namespace burner::storage {

/// The users and the sessions of the dashboard in memory, for tests. Any thread.
struct MemoryUsers {
    std::mutex mutex;
    std::map<std::string, users::User> users;
    std::vector<users::Link> links;
    std::map<std::string, users::UserSession> sessions;  ///< by id

    void end_sessions_of(std::string_view user) {
        std::erase_if(sessions, [&](const auto& entry) { return entry.second.user == user; });
    }
};

class MemoryUserStore final : public users::UserStore {
  public:
    explicit MemoryUserStore(MemoryUsers& all) : all_(all) {}

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
    MemoryUsers& all_;
};

class MemoryUserSessionStore final : public users::UserSessionStore {
  public:
    explicit MemoryUserSessionStore(MemoryUsers& all) : all_(all) {}

    base::Result<void> add(const users::UserSession& session, std::string_view password_hash) override;
    base::Result<std::optional<users::SignedIn>> find(const base::Sha256& hash) override;
    base::Result<bool> renew(const users::UserSession& renewed) override;
    base::Result<void> see(std::string_view id, base::UnixTime at) override;
    base::Result<std::vector<users::UserSession>> of(std::string_view user) override;
    base::Result<bool> end(std::string_view user, std::string_view id) override;
    base::Result<void> end_all(std::string_view user, std::string_view kept) override;
    base::Result<void> prune(base::UnixTime seen, base::UnixTime created) override;

  private:
    MemoryUsers& all_;
};

}  // namespace burner::storage
