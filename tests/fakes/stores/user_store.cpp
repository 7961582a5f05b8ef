#include "fakes/stores/user_store.hpp"

#include <algorithm>

namespace burner::storage {

using base::Result;
using users::Link;
using users::User;
using users::UserSession;

namespace {

bool has_email(const MemoryUsers& all, const User& user) {
    return std::ranges::any_of(
        all.users, [&](const auto& entry) { return entry.second.email == user.email && entry.first != user.id; });
}

bool has_operator(const std::map<std::string, User>& users) {
    return std::ranges::any_of(users, [](const auto& entry) {
        return entry.second.is_operator && !entry.second.disabled_at && !entry.second.password_hash.empty();
    });
}

void keep_link(MemoryUsers& all, const Link& link) {
    std::erase_if(all.links, [&](const Link& kept) { return kept.user == link.user; });
    all.links.push_back(link);
}

std::optional<Link> take_link(MemoryUsers& all, const base::Sha256& hash) {
    const auto found = std::ranges::find(all.links, hash, &Link::hash);
    if (found == all.links.end()) return std::nullopt;
    const Link link = *found;
    all.links.erase(found);
    return link;
}

}  // namespace

Result<std::vector<User>> MemoryUserStore::list() {
    const std::lock_guard lock(all_.mutex);
    std::vector<User> listed;
    for (const auto& [id, user] : all_.users) listed.push_back(user);
    std::ranges::sort(listed, {}, [](const User& user) { return std::pair{user.created_at, user.id}; });
    return listed;
}

Result<std::optional<User>> MemoryUserStore::find(std::string_view id) {
    const std::lock_guard lock(all_.mutex);
    const auto found = all_.users.find(std::string{id});
    if (found == all_.users.end()) return std::nullopt;
    return found->second;
}

Result<std::optional<User>> MemoryUserStore::find_by_email(std::string_view email) {
    const std::lock_guard lock(all_.mutex);
    for (const auto& [id, user] : all_.users) {
        if (user.email == email) return user;
    }
    return std::nullopt;
}

Result<void> MemoryUserStore::add(const User& user, const Link& link) {
    const std::lock_guard lock(all_.mutex);
    if (has_email(all_, user)) return std::unexpected(users::email_taken());
    all_.users[user.id] = user;
    keep_link(all_, link);
    return {};
}

Result<User> MemoryUserStore::change(std::string_view id, const Change& change) {
    const std::lock_guard lock(all_.mutex);
    auto changed = all_.users;
    const auto user = changed.find(std::string{id});
    if (user == changed.end()) return std::unexpected(users::no_such_user());
    const std::string hash = user->second.password_hash;
    if (auto done = change(user->second); !done) return std::unexpected(done.error());
    user->second.id = id;
    user->second.password_hash = hash;
    if (has_email(all_, user->second)) return std::unexpected(users::email_taken());
    if (!has_operator(changed)) return std::unexpected(users::last_operator());
    const User kept = user->second;
    all_.users = std::move(changed);
    if (!kept.disabled_at) return kept;
    all_.end_sessions_of(id);
    std::erase_if(all_.links, [&](const Link& link) { return link.user == id; });
    return kept;
}

Result<void> MemoryUserStore::remove(std::string_view id) {
    const std::lock_guard lock(all_.mutex);
    auto rest = all_.users;
    if (rest.erase(std::string{id}) == 0) return std::unexpected(users::no_such_user());
    if (!has_operator(rest)) return std::unexpected(users::last_operator());
    all_.users = std::move(rest);
    all_.end_sessions_of(id);
    std::erase_if(all_.links, [&](const Link& link) { return link.user == id; });
    return {};
}

Result<void> MemoryUserStore::set_password(std::string_view id, std::string_view hash) {
    const std::lock_guard lock(all_.mutex);
    const auto found = all_.users.find(std::string{id});
    if (found == all_.users.end()) return std::unexpected(users::no_such_user());
    found->second.password_hash = hash;
    return {};
}

Result<void> MemoryUserStore::put_link(const Link& link) {
    const std::lock_guard lock(all_.mutex);
    keep_link(all_, link);
    return {};
}

Result<std::optional<Link>> MemoryUserStore::find_link(const base::Sha256& hash) {
    const std::lock_guard lock(all_.mutex);
    const auto found = std::ranges::find(all_.links, hash, &Link::hash);
    if (found == all_.links.end()) return std::nullopt;
    return *found;
}

Result<void> MemoryUserStore::set_up(const base::Sha256& link, const User& first) {
    const std::lock_guard lock(all_.mutex);
    const auto found = std::ranges::find(all_.links, link, &Link::hash);
    if (found == all_.links.end() || !found->user.empty() || !all_.users.empty())
        return std::unexpected(users::link_used());
    all_.links.erase(found);
    all_.users[first.id] = first;
    return {};
}

Result<void> MemoryUserStore::choose_password(const base::Sha256& link, std::string_view hash) {
    const std::lock_guard lock(all_.mutex);
    const auto taken = take_link(all_, link);
    if (!taken || taken->user.empty()) return std::unexpected(users::link_used());
    all_.users.at(taken->user).password_hash = hash;
    all_.end_sessions_of(taken->user);
    return {};
}

Result<void> MemoryUserSessionStore::add(const UserSession& session, std::string_view password_hash) {
    const std::lock_guard lock(all_.mutex);
    const auto user = all_.users.find(session.user);
    if (user == all_.users.end() || user->second.disabled_at || user->second.password_hash != password_hash)
        return base::fail(base::ErrorCode::not_signed_in);
    all_.sessions[session.id] = session;
    return {};
}

Result<std::optional<users::SignedIn>> MemoryUserSessionStore::find(const base::Sha256& hash) {
    const std::lock_guard lock(all_.mutex);
    for (const auto& [id, session] : all_.sessions) {
        if (session.hash != hash) continue;
        const User& user = all_.users.at(session.user);
        if (user.disabled_at) return std::nullopt;
        return users::SignedIn{user, session};
    }
    return std::nullopt;
}

Result<bool> MemoryUserSessionStore::renew(const UserSession& renewed) {
    const std::lock_guard lock(all_.mutex);
    const auto found = all_.sessions.find(renewed.id);
    if (found == all_.sessions.end()) return false;
    found->second.hash = renewed.hash;
    found->second.authenticated_at = renewed.authenticated_at;
    found->second.seen_at = renewed.seen_at;
    return true;
}

Result<void> MemoryUserSessionStore::see(std::string_view id, base::UnixTime at) {
    const std::lock_guard lock(all_.mutex);
    const auto found = all_.sessions.find(std::string{id});
    if (found != all_.sessions.end()) found->second.seen_at = std::max(found->second.seen_at, at);
    return {};
}

Result<std::vector<UserSession>> MemoryUserSessionStore::of(std::string_view user) {
    const std::lock_guard lock(all_.mutex);
    std::vector<UserSession> listed;
    for (const auto& [id, session] : all_.sessions) {
        if (session.user == user) listed.push_back(session);
    }
    std::ranges::sort(listed, [](const UserSession& left, const UserSession& right) {
        return left.created_at != right.created_at ? left.created_at > right.created_at : left.id < right.id;
    });
    return listed;
}

Result<bool> MemoryUserSessionStore::end(std::string_view user, std::string_view id) {
    const std::lock_guard lock(all_.mutex);
    const auto found = all_.sessions.find(std::string{id});
    if (found == all_.sessions.end() || found->second.user != user) return false;
    all_.sessions.erase(found);
    return true;
}

Result<void> MemoryUserSessionStore::end_all(std::string_view user, std::string_view kept) {
    const std::lock_guard lock(all_.mutex);
    std::erase_if(all_.sessions, [&](const auto& entry) { return entry.second.user == user && entry.first != kept; });
    return {};
}

Result<void> MemoryUserSessionStore::prune(base::UnixTime seen, base::UnixTime created) {
    const std::lock_guard lock(all_.mutex);
    std::erase_if(all_.sessions, [&](const auto& entry) {
        return entry.second.seen_at <= seen || entry.second.created_at <= created;
    });
    return {};
}

}  // namespace burner::storage
