#include "storage/stores/user_rows.hpp"

#include <fmt/format.h>

namespace burner::storage {

std::optional<users::User> read_user(Transaction& transaction, std::string_view column, std::string_view value) {
    std::optional<users::User> user;
    {
        auto row = transaction.prepare(
            fmt::format("SELECT id, email, name, is_operator, password_hash, created_at, disabled_at FROM users"
                        " WHERE {} = ?",
                        column));
        row.bind(value);
        if (!row.row()) return std::nullopt;
        user = users::User{.id = row.text(0),
                           .email = row.text(1),
                           .name = row.text(2),
                           .is_operator = row.integer(3) == 1,
                           .password_hash = row.text(4),
                           .created_at = row.time(5),
                           .disabled_at = row.optional_time(6),
                           .memberships = {}};
    }
    auto row = transaction.prepare("SELECT project, role FROM members WHERE user_id = ? ORDER BY project");
    row.bind(user->id);
    while (row.row()) {
        if (const auto role = users::role_from_text(row.text(1))) user->memberships.push_back({row.text(0), *role});
    }
    return user;
}

}  // namespace burner::storage
