#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/jws.hpp"
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "nodes/change.hpp"

namespace burner::access {

/// The types of session tokens. One that is bound to a key has another type, so that a version which does not know
/// about keys takes it for no token at all, and not for a bearer's.
inline constexpr std::string_view token_type = "JWT";
inline constexpr std::string_view bound_token_type = "at+jwt";

/// The state of a key: `next` is published but does not sign yet; `previous` only checks, until `ends_at`; what a
/// `retired` one has signed counts no more. A retired key is forgotten at `ends_at`.
enum class SigningKeyState : std::uint8_t { next, current, previous, retired };

std::string_view to_text(SigningKeyState state);
std::optional<SigningKeyState> signing_key_state_from_text(std::string_view word);

/// What anybody may know of a key.
struct SigningKeyRecord {
    std::string kid;
    JwsAlgorithm algorithm = JwsAlgorithm::hs256;
    SigningKeyState state = SigningKeyState::next;
    base::UnixTime created_at;
    std::optional<base::UnixTime> ends_at;

    bool operator==(const SigningKeyRecord&) const = default;
};

/// A key with its HMAC secret or Ed25519 seed.
struct SigningKey {
    SigningKeyRecord record;
    base::Bytes secret;

    /// The secret's least size for HS256, which is the hash's (RFC 7518 section 3.2), and the size of Ed25519's seed.
    static constexpr std::size_t secret_bytes = 32;
    /// Makes the key that signs and checks. The secret has a length that fits the algorithm.
    static JwsKey key_of(JwsAlgorithm algorithm, base::ByteView secret);
};

/// A key as a store keeps it: its secret is sealed under the server's secret, and bound to its id and algorithm.
struct SealedSigningKey {
    SigningKeyRecord record;
    base::Bytes sealed;
    nodes::ChangeNumber changed = 0;  ///< the last change of it

    bool operator==(const SealedSigningKey&) const = default;
};

}  // namespace burner::access
