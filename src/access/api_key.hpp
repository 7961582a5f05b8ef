#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/secret.hpp"
#include "nodes/change.hpp"

namespace burner::access {

/// The mode of a key: `test` keys and their sessions do everything but send.
enum class Mode { live, test };

std::string_view to_text(Mode mode);
std::optional<Mode> mode_from_text(std::string_view word);

/// Who may hold a key: a secret one stays on a server. A publishable one may stand in a page, since it only opens the
/// way on which a wallet proves itself.
enum class KeyKind { secret, publishable };

std::string_view to_text(KeyKind kind);
std::optional<KeyKind> key_kind_from_text(std::string_view word);

/// What the prefix of a key says.
struct KeyForm {
    KeyKind kind = KeyKind::secret;
    Mode mode = Mode::live;

    bool operator==(const KeyForm&) const = default;
};

/// What is kept of an API key: never the key, only its SHA-256 (it has 178 random bits, so a slow hash
/// would add no protection), a public id and the last four characters.
struct KeyRecord {
    std::string id;
    std::string project;
    base::Sha256 hash{};
    std::string last4;
    std::string name;
    KeyKind kind = KeyKind::secret;
    Mode mode = Mode::live;
    base::UnixTime created_at;
    std::optional<base::UnixTime> expires_at;  ///< end of the overlap, once rolled
    std::optional<base::UnixTime> revoked_at;
    nodes::ChangeNumber changed = 0;  ///< the number of its last change

    bool active_at(base::UnixTime now) const { return !revoked_at && (!expires_at || now < *expires_at); }
    bool operator==(const KeyRecord&) const = default;
};

/// Draws a key: `ak_live_` or `ak_test_`, of a publishable one `pk_live_` or `pk_test_`, 30 random base62 characters, 6
/// of checksum: base62 of the CRC-32 of those 30, left-padded (the rule GitHub published for its tokens).
base::Secret generate_api_key(KeyForm form);

/// Checks the form and checksum of a key, without any look-up, and returns what its prefix says.
std::optional<KeyForm> form_of_api_key(std::string_view text);

/// Returns the CRC-32 (ISO-HDLC) as six base62 digits, alphabet 0-9A-Za-z.
std::string api_key_checksum(std::string_view random_part);

}  // namespace burner::access
