#pragma once

#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace burner::access {

/// The request that a proof of possession is for.
struct DpopRequest {
    std::string_view method;
    std::string_view url;      ///< as clients write it: scheme, host and path, without query and fragment
    std::string_view token{};  ///< the session's; empty where there is none yet
};

/// What a proof of possession (RFC 9449) shows.
struct DpopProof {
    std::string thumbprint;  ///< of the client's key (RFC 7638, SHA-256), 43 characters of base64url
    std::string id;          ///< `jti`, which each proof of a key has for itself
};

/// Checks the form of a thumbprint: 32 bytes in base64url.
bool is_thumbprint(std::string_view text);

/// Reads a proof and checks all of it but whether it was used before: a JWS of type `dpop+jwt`, signed by the key in
/// its header with ES256 (P-256) or EdDSA (Ed25519), for this method, URL and token, made within a minute of `now`.
/// Fails with `dpop_invalid`, whose text says what is wrong. Any thread.
base::Result<DpopProof> check_dpop_proof(std::string_view proof, const DpopRequest& request, base::UnixTime now);

}  // namespace burner::access
