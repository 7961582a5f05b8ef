#pragma once

#include <optional>
#include <string_view>

#include "storage/transaction.hpp"
#include "users/user.hpp"

namespace burner::storage {

/// Reads the user whose `column` (`id` or `email`) is `value`, with the memberships.
std::optional<users::User> read_user(Transaction& transaction, std::string_view column, std::string_view value);

}  // namespace burner::storage
