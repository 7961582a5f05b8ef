#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace burner::users {

/// Fails with `invalid_request`, naming the field, where nobody should choose the password: fewer than 15 characters or
/// more than 128, a repetition, a row of the keyboard or the alphabet, the user's address or the product's name
/// (NIST SP 800-63B, 3.1.1; ASVS 6.2).
base::Result<void> check_password(std::string_view field, std::string_view password, std::string_view email);

/// Hashes with argon2id, 64 MiB and three passes, as a text that names its parameters. It takes a tenth of a second:
/// storage threads, one at a time.
std::string hash_password(std::string_view password);

/// Returns whether a password is the one. An empty hash takes as long as any, and no password is the one. Threads and
/// time as above.
bool is_password(std::string_view password, const std::string& hash);

}  // namespace burner::users
