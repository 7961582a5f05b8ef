#include "storage/stores/user_session_store.hpp"

#include <fmt/format.h>

#include "storage/stores/user_rows.hpp"

namespace burner::storage {

namespace {

using users::UserSession;

UserSession session_at(const Statement& row) {
    UserSession session{.id = row.text(0),
                        .user = row.text(1),
                        .created_at = row.time(3),
                        .authenticated_at = row.time(4),
                        .seen_at = row.time(5),
                        .from = row.text(6),
                        .agent = row.text(7)};
    row.read_blob(2, session.hash);
    return session;
}

std::optional<UserSession> find_session(Transaction& transaction, const base::Sha256& hash) {
    auto row = transaction.prepare(
        "SELECT id, user_id, hash, created_at, authenticated_at, seen_at, from_address, agent FROM user_sessions"
        " WHERE hash = ?");
    row.bind(base::ByteView{hash});
    if (!row.row()) return std::nullopt;
    return session_at(row);
}

}  // namespace

/// The lock of the user's row orders this and what ends all sessions: one of them waits, and sees what the other did.
base::Result<void> UserSessionStore::add(const UserSession& session, std::string_view password_hash) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        {
            auto user = transaction.prepare(
                fmt::format("SELECT 1 FROM users WHERE id = ? AND password_hash = ? AND disabled_at IS NULL{}",
                            transaction.for_share()));
            user.bind(session.user, password_hash);
            if (!user.row()) return base::fail(base::ErrorCode::not_signed_in);
        }
        transaction
            .prepare(
                "INSERT INTO user_sessions (id, user_id, hash, created_at, authenticated_at, seen_at,"
                " from_address, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(session.id, session.user, base::ByteView{session.hash}, session.created_at, session.authenticated_at,
                  session.seen_at, session.from, session.agent)
            .run();
        return {};
    });
}

base::Result<std::optional<users::SignedIn>> UserSessionStore::find(const base::Sha256& hash) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<users::SignedIn>> {
        auto session = find_session(transaction, hash);
        if (!session) return std::nullopt;
        auto user = read_user(transaction, "id", session->user);
        if (!user || user->disabled_at) return std::nullopt;
        return users::SignedIn{*std::move(user), *std::move(session)};
    });
}

base::Result<bool> UserSessionStore::renew(const UserSession& renewed) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        transaction.prepare("UPDATE user_sessions SET hash = ?, authenticated_at = ?, seen_at = ? WHERE id = ?")
            .bind(base::ByteView{renewed.hash}, renewed.authenticated_at, renewed.seen_at, renewed.id)
            .run();
        return transaction.changed_rows() > 0;
    });
}

base::Result<void> UserSessionStore::see(std::string_view id, base::UnixTime at) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("UPDATE user_sessions SET seen_at = ?1 WHERE id = ?2 AND seen_at < ?1").bind(at, id).run();
        return {};
    });
}

base::Result<std::vector<UserSession>> UserSessionStore::of(std::string_view user) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::vector<UserSession>> {
        auto row = transaction.prepare(
            "SELECT id, user_id, hash, created_at, authenticated_at, seen_at, from_address, agent FROM user_sessions"
            " WHERE user_id = ? ORDER BY created_at DESC, id");
        row.bind(user);
        std::vector<UserSession> sessions;
        while (row.row()) sessions.push_back(session_at(row));
        return sessions;
    });
}

base::Result<bool> UserSessionStore::end(std::string_view user, std::string_view id) {
    return database_.write([&](Transaction& transaction) -> base::Result<bool> {
        transaction.prepare("DELETE FROM user_sessions WHERE user_id = ? AND id = ?").bind(user, id).run();
        return transaction.changed_rows() > 0;
    });
}

base::Result<void> UserSessionStore::end_all(std::string_view user, std::string_view kept) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM user_sessions WHERE user_id = ? AND id <> ?").bind(user, kept).run();
        return {};
    });
}

base::Result<void> UserSessionStore::prune(base::UnixTime seen, base::UnixTime created) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM user_sessions WHERE seen_at <= ? OR created_at <= ?")
            .bind(seen, created)
            .run();
        return {};
    });
}

}  // namespace burner::storage
