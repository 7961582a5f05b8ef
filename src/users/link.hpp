#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/secret.hpp"

namespace burner::users {

/// What is kept of a link by which somebody chooses a password once: the SHA-256 of its token. `user` is empty where
/// it makes the first operator.
struct Link {
    base::Sha256 hash{};
    std::string user;
    base::UnixTime expires_at;

    bool operator==(const Link&) const = default;
};

/// A new link, whose token is shown once.
struct NewLink {
    Link link;
    base::Secret token;
};

/// The refusal of a link that is used, over, replaced or unknown.
base::Error link_used();

/// Draws 256 bits as base64url: the token of a link or of a session.
base::Secret draw_token();

/// Returns what is kept of a token.
base::Sha256 hash_of_token(std::string_view token);

}  // namespace burner::users
