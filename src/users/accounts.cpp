#include "users/accounts.hpp"

#include <chrono>

#include "base/random.hpp"
#include "users/password.hpp"

namespace burner::users {

using base::Result;

namespace {

constexpr std::chrono::hours link_lives{1};

}  // namespace

User Accounts::user_of(const NewUser& wanted) const {
    return {.id = "usr_" + base::random_id(),
            .email = wanted.email,
            .name = wanted.name,
            .is_operator = wanted.is_operator,
            .password_hash = {},
            .created_at = clock_.now(),
            .disabled_at = std::nullopt,
            .memberships = wanted.memberships};
}

NewLink Accounts::draw_link(std::string_view user) const {
    base::Secret token = draw_token();
    Link link{hash_of_token(token.reveal()), std::string{user}, clock_.now() + link_lives};
    return {std::move(link), std::move(token)};
}

Result<NewLink> Accounts::make_setup_link() {
    const auto users = store_.list();
    if (!users) return std::unexpected(users.error());
    if (!users->empty())
        return base::fail(base::ErrorCode::invalid_request, "There are users: a setup link makes the first one only");
    NewLink made = draw_link({});
    if (auto kept = store_.put_link(made.link); !kept) return std::unexpected(kept.error());
    return made;
}

Result<MadeUser> Accounts::create(const NewUser& wanted) {
    const User user = user_of(wanted);
    NewLink made = draw_link(user.id);
    if (auto added = store_.add(user, made.link); !added) return std::unexpected(added.error());
    return MadeUser{user, std::move(made)};
}

Result<NewLink> Accounts::make_link(std::string_view user) {
    const auto found = store_.find(user);
    if (!found) return std::unexpected(found.error());
    if (!*found) return std::unexpected(no_such_user());
    if ((*found)->disabled_at)
        return base::fail(base::ErrorCode::invalid_request, "disabled users get no link: enable the user first");
    NewLink made = draw_link(user);
    if (auto kept = store_.put_link(made.link); !kept) return std::unexpected(kept.error());
    return made;
}

Result<Link> Accounts::find_link(std::string_view token) {
    auto link = store_.find_link(hash_of_token(token));
    if (!link) return std::unexpected(link.error());
    if (!*link || (*link)->expires_at <= clock_.now()) return std::unexpected(link_used());
    return **std::move(link);
}

Result<User> Accounts::set_up(std::string_view token, const NewUser& first, std::string_view password) {
    const auto link = find_link(token);
    if (!link) return std::unexpected(link.error());
    User user = user_of(first);
    user.is_operator = true;
    user.password_hash = hash_password(password);
    if (auto made = store_.set_up(link->hash, user); !made) return std::unexpected(made.error());
    return user;
}

Result<User> Accounts::choose_password(std::string_view token, std::string_view password) {
    const auto link = find_link(token);
    if (!link) return std::unexpected(link.error());
    auto chosen = store_.choose_password(link->hash, hash_password(password));
    if (!chosen) return std::unexpected(chosen.error());
    auto user = store_.find(link->user);
    if (!user) return std::unexpected(user.error());
    if (!*user) return std::unexpected(link_used());
    return **std::move(user);
}

Result<void> Accounts::change_password(const User& user, std::string_view current, std::string_view next) {
    if (!is_password(current, user.password_hash))
        return base::fail(base::ErrorCode::invalid_request, "current is not your password");
    return store_.set_password(user.id, hash_password(next));
}

}  // namespace burner::users
