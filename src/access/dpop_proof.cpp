#include "access/dpop_proof.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "access/jws.hpp"
#include "access/origin.hpp"
#include "access/p256.hpp"
#include "base/base64.hpp"
#include "base/hash.hpp"

namespace burner::access {

namespace {

using std::chrono::seconds;

constexpr seconds max_apart{60};
constexpr std::size_t max_id_length = 256;

std::unexpected<base::Error> invalid(std::string_view why) {
    return base::fail(base::ErrorCode::dpop_invalid, fmt::format("Invalid DPoP proof: {}", why));
}

std::optional<std::array<std::uint8_t, 32>> coordinate(const StrictJson& jwk, std::string_view name) {
    const std::string* text = jwk.text(name);
    const auto bytes = text == nullptr ? std::nullopt : base::from_base64url(*text);
    std::array<std::uint8_t, 32> coordinate{};
    if (!bytes || bytes->size() != coordinate.size()) return std::nullopt;
    std::ranges::copy(*bytes, coordinate.begin());
    return coordinate;
}

bool says(const StrictJson& json, std::string_view name, std::string_view expected) {
    const std::string* text = json.text(name);
    return text != nullptr && *text == expected;
}

/// The members that count, in the order of their names (RFC 7638 section 3.2, RFC 8037 section 2). None needs an
/// escape.
std::string thumbprint_of(const StrictJson& jwk, bool is_ec) {
    const std::string members =
        is_ec ? fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})", *jwk.text("x"), *jwk.text("y"))
              : fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", *jwk.text("x"));
    return base::to_base64url(base::sha256(base::as_bytes(members)));
}

/// Checks the signature by the key in the header; nullopt unless key, algorithm and signature are right.
std::optional<std::string> signer_of(const CompactJws& jws) {
    const StrictJson* jwk = jws.header.object("jwk");
    if (jwk == nullptr || jwk->has("d")) return std::nullopt;
    const auto x = coordinate(*jwk, "x");
    if (!x) return std::nullopt;
    if (says(jws.header, "alg", "ES256") && says(*jwk, "kty", "EC") && says(*jwk, "crv", "P-256")) {
        const auto y = coordinate(*jwk, "y");
        if (!y || !verify_p256(*x, *y, base::as_bytes(jws.signed_text), jws.signature)) return std::nullopt;
        return thumbprint_of(*jwk, true);
    }
    if (says(jws.header, "alg", "EdDSA") && says(*jwk, "kty", "OKP") && says(*jwk, "crv", "Ed25519")) {
        if (!JwsKey::eddsa_public(*x).accepts(jws.signed_text, jws.signature)) return std::nullopt;
        return thumbprint_of(*jwk, false);
    }
    return std::nullopt;
}

/// Compares URLs as RFC 9449 section 4.3 asks: without query and fragment, scheme and host in any case, a default port
/// or none.
bool is_same_url(std::string_view claimed, std::string_view url) {
    claimed = claimed.substr(0, claimed.find_first_of("?#"));
    const auto split = [](std::string_view text) {
        const auto scheme = text.find("://");
        const auto path = scheme == std::string_view::npos ? scheme : text.find('/', scheme + 3);
        return std::pair{text.substr(0, path), path == std::string_view::npos ? std::string_view{} : text.substr(path)};
    };
    const auto [origin, path] = split(claimed);
    const auto [expected_origin, expected_path] = split(url);
    const auto normal = normal_origin(origin);
    return normal && normal == normal_origin(expected_origin) && path == expected_path;
}

base::Result<void> check_claims(const StrictJson& claims, const DpopRequest& request, base::UnixTime now) {
    const std::string* id = claims.text("jti");
    const std::string* url = claims.text("htu");
    const std::int64_t* issued = claims.integer("iat");
    if (id == nullptr || id->empty() || id->size() > max_id_length)
        return invalid("jti must be a text of 1 to 256 bytes");
    if (!says(claims, "htm", request.method)) return invalid("htm is not the method of the request");
    if (url == nullptr || !is_same_url(*url, request.url)) return invalid("htu is not the address of the request");
    const auto now_seconds = std::chrono::floor<seconds>(now).time_since_epoch().count();
    const bool is_near =
        issued != nullptr && *issued >= now_seconds - max_apart.count() && *issued <= now_seconds + max_apart.count();
    if (!is_near) return invalid("iat is more than 60 s from now");
    if (request.token.empty()) return {};
    const auto expected = base::to_base64url(base::sha256(base::as_bytes(request.token)));
    if (!says(claims, "ath", expected)) return invalid("ath is not the hash of the token");
    return {};
}

}  // namespace

bool is_thumbprint(std::string_view text) {
    const auto bytes = base::from_base64url(text);
    return bytes && bytes->size() == sizeof(base::Sha256);
}

base::Result<DpopProof> check_dpop_proof(std::string_view proof, const DpopRequest& request, base::UnixTime now) {
    const auto jws = parse_dpop_jws(proof);
    if (!jws || !says(jws->header, "typ", "dpop+jwt")) return invalid("it must be one JWS of type dpop+jwt");
    const auto claims = parse_strict_json(base::as_text(jws->payload));
    if (!claims) return invalid("it must be one JWS of type dpop+jwt");
    if (auto right = check_claims(*claims, request, now); !right) return std::unexpected(std::move(right.error()));
    auto thumbprint = signer_of(*jws);
    if (!thumbprint) return invalid("it must be signed by the key in its header, with ES256 or EdDSA");
    return DpopProof{*std::move(thumbprint), *claims->text("jti")};
}

}  // namespace burner::access
