#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "users/user_store.hpp"

namespace burner::users {

struct NewUser {
    std::string email;  ///< as `normal_email` writes it
    std::string name;
    bool is_operator = false;
    std::vector<Membership> memberships{};
};

/// A user who was made, and the link by which they choose their password.
struct MadeUser {
    User user;
    NewLink link;
};

/// Makes users, and the links by which they choose a password: each works once, for an hour. A later link of a user
/// takes the place of the earlier one. Storage threads; fails as the store does.
class Accounts {
  public:
    /// Both outlive it.
    Accounts(UserStore& store, const base::Clock& clock) : store_(store), clock_(clock) {}

    /// Makes the link that makes the first operator. `invalid_request` where there is a user.
    base::Result<NewLink> make_setup_link();
    base::Result<MadeUser> create(const NewUser& wanted);
    /// Makes a link for a user who is not disabled. The password that they have works until it is used.
    base::Result<NewLink> make_link(std::string_view user);
    /// Returns what a link is for; `link_used` where it is used, over, replaced or unknown.
    base::Result<Link> find_link(std::string_view token);
    /// Makes the first operator, with a password that `check_password` has let pass.
    base::Result<User> set_up(std::string_view token, const NewUser& first, std::string_view password);
    /// Gives the user of a link the password, and ends their sessions.
    base::Result<User> choose_password(std::string_view token, std::string_view password);
    /// Gives a user another password; `invalid_request` where `current` is not theirs.
    base::Result<void> change_password(const User& user, std::string_view current, std::string_view next);

    UserStore& store() { return store_; }

  private:
    User user_of(const NewUser& wanted) const;
    NewLink draw_link(std::string_view user) const;

    UserStore& store_;
    const base::Clock& clock_;
};

}  // namespace burner::users
