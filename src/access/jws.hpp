#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "access/strict_json.hpp"
#include "base/bytes.hpp"
#include "base/hash.hpp"

namespace burner::access {

/// The algorithms of RFC 7518 section 3.2 (HS256) and of RFC 8037 with Ed25519 (EdDSA).
enum class JwsAlgorithm { hs256, eddsa };

std::string_view to_text(JwsAlgorithm algorithm);
std::optional<JwsAlgorithm> jws_algorithm_from_text(std::string_view word);

/// One key for one algorithm. The algorithm is a property of the key, never of the token (RFC 8725 3.1).
/// Copies are independent; any thread may sign and check. The bytes are wiped when it dies.
class JwsKey {
  public:
    static JwsKey hs256(base::ByteView secret);
    /// Makes a key from the 32-byte private key of RFC 8032.
    static JwsKey eddsa(const std::array<std::uint8_t, 32>& seed);
    /// Makes a key that only checks.
    static JwsKey eddsa_public(const std::array<std::uint8_t, 32>& public_key);
    JwsKey(const JwsKey&) = default;
    JwsKey& operator=(const JwsKey&) = default;
    ~JwsKey();

    JwsAlgorithm algorithm() const { return algorithm_; }
    /// Returns a number that this key and its copies have, and no other in the process.
    std::uint64_t id() const { return id_; }
    const std::array<std::uint8_t, 32>& public_key() const { return public_key_; }

    /// Appends `.` and the base64url signature of all of `text`.
    void append_signature(std::string& text) const;
    bool accepts(std::string_view signed_text, base::ByteView signature) const;

  private:
    explicit JwsKey(JwsAlgorithm algorithm);

    JwsAlgorithm algorithm_;
    std::uint64_t id_;
    std::optional<base::HmacSha256> hmac_;  ///< of HS256
    base::Bytes secret_;                    ///< of EdDSA
    std::array<std::uint8_t, 32> public_key_{};
};

/// A compact JWS taken apart and found well formed; the signature is not yet checked.
struct CompactJws {
    static constexpr std::size_t max_bytes = 4096;

    StrictJson header;
    std::string_view signed_text;
    base::Bytes payload;
    base::Bytes signature;
};

/// Parses a JWS (RFC 7515 section 3.1): three parts of canonical base64url, 4 KB in all; the header is a JSON object
/// without duplicate members and without `jku jwk x5u x5c crit b64 zip`. `text` must outlive the answer.
std::optional<CompactJws> parse_compact_jws(std::string_view text);

/// Parses a proof of possession (RFC 9449 section 4.2), which is such a JWS with its key, `jwk`, in the header.
std::optional<CompactJws> parse_dpop_jws(std::string_view text);

/// Returns whether the header names the key's algorithm and the signature is right.
bool verify(const CompactJws& jws, const JwsKey& key);

}  // namespace burner::access
