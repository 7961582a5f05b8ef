#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "access/api_key.hpp"
#include "access/scope.hpp"
#include "access/wallet_challenge.hpp"
#include "base/clock.hpp"
#include "nodes/change.hpp"
#include "solana/pubkey.hpp"

namespace burner::access {

inline constexpr std::chrono::seconds default_session_ttl{300};
inline constexpr std::chrono::seconds max_session_ttl{3600};

/// A wallet-bound right to use some scopes for a while.
struct Session {
    std::string id;
    std::string project;
    std::string key_id;
    Mode mode = Mode::live;
    solana::Pubkey wallet;
    ScopeSet scopes;
    base::UnixTime issued_at;   ///< milliseconds: it is part of the id
    base::UnixTime expires_at;  ///< whole seconds
    nodes::ChangeNumber minted_at =
        0;              ///< the last change that its node had applied; 0: minted before there was a feed
    std::string kid{};  ///< of the key that signed its token
    std::optional<std::string> bound_to{};   ///< the thumbprint of the client's key that each request has to prove
    std::optional<ProofMethod> proven_by{};  ///< how the wallet was proven, if it was

    bool operator==(const Session&) const = default;
};

/// Makes an id: 48 bits of milliseconds since 1970 and 80 random ones, as 22 base64url characters. The time lets a
/// revocation by time be exact, and tells when a revoked id may be forgotten.
std::string new_session_id(base::UnixTime issued_at);
std::optional<base::UnixTime> issued_at_of(std::string_view session_id);

}  // namespace burner::access
