#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "users/link.hpp"
#include "users/user.hpp"

namespace burner::users {

base::Error no_such_user();
/// The refusal to add or change a user whose address another one has.
base::Error email_taken();
/// The refusal to take the rights of the last operator who can sign in.
base::Error last_operator();

/// The users and their links, durable before a call returns, and shared by all nodes. Synchronous, called on storage
/// threads; fails with `overloaded` when it cannot answer.
class UserStore {
  public:
    virtual ~UserStore() = default;

    /// Returns all users in the order of their creation.
    virtual base::Result<std::vector<User>> list() = 0;
    virtual base::Result<std::optional<User>> find(std::string_view id) = 0;
    virtual base::Result<std::optional<User>> find_by_email(std::string_view email) = 0;

    /// Adds a user and their link.
    virtual base::Result<void> add(const User& user, const Link& link) = 0;
    /// Reads a user, lets `change` do its part and keeps the outcome, all of it but id and password; nobody else
    /// changes a user meanwhile. Ends the sessions and the link of a disabled one. Fails as `change` does, which may be
    /// called again.
    using Change = std::function<base::Result<void>(User&)>;
    virtual base::Result<User> change(std::string_view id, const Change& change) = 0;
    /// Removes a user with their sessions and links.
    virtual base::Result<void> remove(std::string_view id) = 0;
    virtual base::Result<void> set_password(std::string_view id, std::string_view hash) = 0;

    /// Keeps a link in the place of the user's earlier one.
    virtual base::Result<void> put_link(const Link& link) = 0;
    virtual base::Result<std::optional<Link>> find_link(const base::Sha256& hash) = 0;
    /// Uses up the link that makes the first operator. `link_used` where it is gone, or there is a user.
    virtual base::Result<void> set_up(const base::Sha256& link, const User& first) = 0;
    /// Uses up a user's link: sets their password, and ends their sessions. `link_used` where it is gone.
    virtual base::Result<void> choose_password(const base::Sha256& link, std::string_view hash) = 0;
};

}  // namespace burner::users
