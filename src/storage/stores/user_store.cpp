#include "storage/stores/user_store.hpp"

#include "storage/stores/user_rows.hpp"

namespace burner::storage {

namespace {

using users::Link;
using users::User;

/// Lets no other transaction change users: what is decided here rests on all of them.
void lock_users(Transaction& transaction) {
    transaction.lock("users", {});
}

bool has_email(Transaction& transaction, const User& user) {
    auto row = transaction.prepare("SELECT 1 FROM users WHERE email = ? AND id <> ?");
    row.bind(user.email, user.id);
    return row.row();
}

/// Tells whether an operator is left who can sign in.
bool has_operator(Transaction& transaction) {
    auto row = transaction.prepare(
        "SELECT 1 FROM users WHERE is_operator = 1 AND disabled_at IS NULL AND password_hash <> '' LIMIT 1");
    return row.row();
}

bool has_users(Transaction& transaction) {
    return transaction.prepare("SELECT 1 FROM users LIMIT 1").row();
}

void write_memberships(Transaction& transaction, const User& user) {
    transaction.prepare("DELETE FROM members WHERE user_id = ?").bind(user.id).run();
    for (const auto& membership : user.memberships)
        transaction.prepare("INSERT INTO members (user_id, project, role) VALUES (?, ?, ?)")
            .bind(user.id, membership.project, users::to_text(membership.role))
            .run();
}

void insert_user(Transaction& transaction, const User& user) {
    transaction
        .prepare(
            "INSERT INTO users (id, email, name, is_operator, password_hash, created_at, disabled_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(user.id, user.email, user.name, std::int64_t{user.is_operator ? 1 : 0}, user.password_hash,
              user.created_at, user.disabled_at)
        .run();
    write_memberships(transaction, user);
}

void write_link(Transaction& transaction, const Link& link) {
    transaction
        .prepare(
            "INSERT INTO user_links (user_id, hash, expires_at) VALUES (?, ?, ?) ON CONFLICT (user_id) DO UPDATE"
            " SET hash = excluded.hash, expires_at = excluded.expires_at")
        .bind(link.user, base::ByteView{link.hash}, link.expires_at)
        .run();
}

/// Deletes a link and returns whose it was; nullopt where another transaction has used it up.
std::optional<std::string> take_link(Transaction& transaction, const base::Sha256& hash) {
    auto row = transaction.prepare("DELETE FROM user_links WHERE hash = ? RETURNING user_id");
    row.bind(base::ByteView{hash});
    if (!row.row()) return std::nullopt;
    return row.text(0);
}

void delete_link_of(Transaction& transaction, std::string_view user) {
    transaction.prepare("DELETE FROM user_links WHERE user_id = ?").bind(user).run();
}

void end_sessions(Transaction& transaction, std::string_view user) {
    transaction.prepare("DELETE FROM user_sessions WHERE user_id = ?").bind(user).run();
}

base::Result<void> write_password(Transaction& transaction, std::string_view id, std::string_view hash) {
    transaction.prepare("UPDATE users SET password_hash = ? WHERE id = ?").bind(hash, id).run();
    if (transaction.changed_rows() == 0) return std::unexpected(users::no_such_user());
    return {};
}

}  // namespace

base::Result<std::vector<User>> UserStore::list() {
    return database_.read([](Transaction& transaction) -> base::Result<std::vector<User>> {
        std::vector<std::string> ids;
        {
            auto row = transaction.prepare("SELECT id FROM users ORDER BY created_at, id");
            while (row.row()) ids.push_back(row.text(0));
        }
        std::vector<User> all;
        for (const auto& id : ids) {
            if (auto user = read_user(transaction, "id", id)) all.push_back(*std::move(user));
        }
        return all;
    });
}

base::Result<std::optional<User>> UserStore::find(std::string_view id) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<User>> {
        return read_user(transaction, "id", id);
    });
}

base::Result<std::optional<User>> UserStore::find_by_email(std::string_view email) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<User>> {
        return read_user(transaction, "email", email);
    });
}

base::Result<void> UserStore::add(const User& user, const Link& link) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        lock_users(transaction);
        if (has_email(transaction, user)) return std::unexpected(users::email_taken());
        insert_user(transaction, user);
        write_link(transaction, link);
        return {};
    });
}

base::Result<User> UserStore::change(std::string_view id, const Change& change) {
    return database_.write([&](Transaction& transaction) -> base::Result<User> {
        lock_users(transaction);
        auto user = read_user(transaction, "id", id);
        if (!user) return std::unexpected(users::no_such_user());
        if (auto changed = change(*user); !changed) return std::unexpected(changed.error());
        if (has_email(transaction, *user)) return std::unexpected(users::email_taken());
        transaction.prepare("UPDATE users SET email = ?, name = ?, is_operator = ?, disabled_at = ? WHERE id = ?")
            .bind(user->email, user->name, std::int64_t{user->is_operator ? 1 : 0}, user->disabled_at, id)
            .run();
        if (!has_operator(transaction)) return std::unexpected(users::last_operator());
        write_memberships(transaction, *user);
        if (!user->disabled_at) return *user;
        end_sessions(transaction, id);
        delete_link_of(transaction, id);
        return *user;
    });
}

base::Result<void> UserStore::remove(std::string_view id) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        lock_users(transaction);
        delete_link_of(transaction, id);
        transaction.prepare("DELETE FROM users WHERE id = ?").bind(id).run();
        if (transaction.changed_rows() == 0) return std::unexpected(users::no_such_user());
        if (!has_operator(transaction)) return std::unexpected(users::last_operator());
        return {};
    });
}

base::Result<void> UserStore::set_password(std::string_view id, std::string_view hash) {
    return database_.write(
        [&](Transaction& transaction) -> base::Result<void> { return write_password(transaction, id, hash); });
}

base::Result<void> UserStore::put_link(const Link& link) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        write_link(transaction, link);
        return {};
    });
}

base::Result<std::optional<Link>> UserStore::find_link(const base::Sha256& hash) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<Link>> {
        auto row = transaction.prepare("SELECT user_id, expires_at FROM user_links WHERE hash = ?");
        row.bind(base::ByteView{hash});
        if (!row.row()) return std::nullopt;
        return Link{hash, row.text(0), row.time(1)};
    });
}

base::Result<void> UserStore::set_up(const base::Sha256& link, const User& first) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        lock_users(transaction);
        const auto owner = take_link(transaction, link);
        if (!owner || !owner->empty() || has_users(transaction)) return std::unexpected(users::link_used());
        insert_user(transaction, first);
        return {};
    });
}

base::Result<void> UserStore::choose_password(const base::Sha256& link, std::string_view hash) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        const auto owner = take_link(transaction, link);
        if (!owner || owner->empty()) return std::unexpected(users::link_used());
        auto written = write_password(transaction, *owner, hash);  // locks the user: a sign-in under way ends too
        end_sessions(transaction, *owner);
        return written;
    });
}

}  // namespace burner::storage
