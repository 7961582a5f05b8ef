#include "access/session_token.hpp"

#include <algorithm>
#include <atomic>

#include <fmt/format.h>

#include "access/dpop_proof.hpp"
#include "access/key_ring.hpp"
#include "base/append.hpp"
#include "base/base64.hpp"
#include "base/json_text.hpp"

namespace burner::access {

namespace {

using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_seconds;

/// Appends the claims of RFC 7519 section 4.1, `scope` of RFC 8693 section 4.2, the project, key and mode of this
/// server, `amr` (RFC 8176) where the wallet was proven, and `cnf` (RFC 9449 section 6.1) where it is bound to a key.
/// No value needs an escape: the server itself has named them all.
void append_claims(std::string& claims, const SessionRequest& request, const MintedSession& minted, sys_seconds now,
                   nodes::ChangeNumber minted_at) {
    const fmt::format_int issued{now.time_since_epoch().count()};
    const fmt::format_int expires{floor<seconds>(minted.expires_at).time_since_epoch().count()};
    const fmt::format_int number{minted_at};
    base::append(claims, R"(,"sub":")", minted.wallet, R"(","scope":")", to_text(request.scopes), R"(","iat":)",
                 std::string_view{issued.data(), issued.size()}, R"(,"exp":)",
                 std::string_view{expires.data(), expires.size()}, R"(,"jti":")", minted.id, R"(","prj":")",
                 request.project, R"(","key":")", request.key_id, R"(","mode":")", to_text(request.mode), R"(","rev":)",
                 std::string_view{number.data(), number.size()});
    if (request.proven_by) base::append(claims, R"(,"amr":[")", to_text(*request.proven_by), R"("])");
    if (request.bound_to) base::append(claims, R"(,"cnf":{"jkt":")", std::string_view{*request.bound_to}, R"("})");
    claims += '}';
}

std::uint64_t next_verifier_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

bool is_session_header(const StrictJson& header) {
    const std::string* type = header.text("typ");
    return header.size() == 3 && type != nullptr && (*type == token_type || *type == bound_token_type) &&
           header.text("kid") != nullptr;
}

/// Reads `cnf`, which tokens of the type for it have, and no others.
bool read_binding(const StrictJson& header, const StrictJson& claims, Session& session) {
    if (*header.text("typ") == token_type) return !claims.has("cnf");
    const StrictJson* confirmation = claims.object("cnf");
    const std::string* thumbprint = confirmation == nullptr ? nullptr : confirmation->text("jkt");
    if (thumbprint == nullptr || !is_thumbprint(*thumbprint)) return false;
    session.bound_to = *thumbprint;
    return true;
}

bool names(const StrictJson& claims, std::string_view claim, std::string_view expected) {
    const std::string* text = claims.text(claim);
    return text != nullptr && *text == expected;
}

/// Reads `iat`, which is the second of the id's millisecond, and `exp`; a token lives 1…3600 s.
bool read_times(const StrictJson& claims, Session& session) {
    const std::int64_t* issued = claims.integer("iat");
    const std::int64_t* expires = claims.integer("exp");
    const auto issued_at = issued_at_of(session.id);
    if (issued == nullptr || expires == nullptr || !issued_at) return false;
    const auto issued_second = floor<seconds>(*issued_at).time_since_epoch().count();
    if (*issued != issued_second) return false;
    if (*expires <= issued_second || *expires > issued_second + max_session_ttl.count()) return false;
    session.issued_at = *issued_at;
    session.expires_at = base::UnixTime{seconds{*expires}};
    return true;
}

/// Reads `rev`. Tokens from before there was a feed have none, and count as minted before every change of it.
bool read_number(const StrictJson& claims, Session& session) {
    if (!claims.has("rev")) return true;
    const std::int64_t* number = claims.integer("rev");
    if (number == nullptr || *number < 0) return false;
    session.minted_at = static_cast<nodes::ChangeNumber>(*number);
    return true;
}

/// Reads `amr`, which tokens have where the wallet was proven.
bool read_proof(const StrictJson& claims, Session& session) {
    if (!claims.has("amr")) return true;
    const std::vector<std::string>* methods = claims.texts("amr");
    if (methods == nullptr || methods->size() != 1) return false;
    session.proven_by = proof_method_from_text(methods->front());
    return session.proven_by.has_value();
}

/// Reads the claims; nullopt unless each has its exact type.
std::optional<Session> session_from(const StrictJson& claims) {
    const std::string* subject = claims.text("sub");
    const std::string* scope = claims.text("scope");
    const std::string* id = claims.text("jti");
    const std::string* project = claims.text("prj");
    const std::string* key_id = claims.text("key");
    const std::string* mode_word = claims.text("mode");
    if (!subject || !scope || !id || !project || !key_id || !mode_word) return std::nullopt;
    if (project->empty() || key_id->empty()) return std::nullopt;
    const auto wallet = solana::pubkey_from_base58(*subject);
    const auto scopes = scopes_from_text(*scope);
    const auto mode = mode_from_text(*mode_word);
    if (!wallet || !scopes || !mode) return std::nullopt;
    Session session{*id, *project, *key_id, *mode, *wallet, *scopes, {}, {}, 0};
    if (!read_times(claims, session) || !read_number(claims, session) || !read_proof(claims, session))
        return std::nullopt;
    return session;
}

}  // namespace

base::Error invalid_session_token() {
    return {base::ErrorCode::invalid_session_token};
}

base::Error session_expired() {
    return {base::ErrorCode::session_expired};
}

SessionTokens::SessionTokens(const SigningKeys& keys, TokenSettings settings)
    : id_(next_verifier_id()), keys_(keys), settings_(std::move(settings)), issuer_and_audience_("{\"iss\":") {
    base::append_json_string(issuer_and_audience_, settings_.issuer);
    issuer_and_audience_ += ",\"aud\":";
    base::append_json_string(issuer_and_audience_, settings_.audience);
}

MintedSession SessionTokens::mint(const SessionRequest& request, base::UnixTime now,
                                  nodes::ChangeNumber minted_at) const {
    const auto issued_at = floor<seconds>(now);
    MintedSession minted{
        {}, new_session_id(now), solana::to_base58(request.wallet), request.scopes, issued_at + request.ttl};
    thread_local std::string claims;
    claims = issuer_and_audience_;
    append_claims(claims, request, minted, issued_at, minted_at);
    const auto keys = keys_.keys();
    const TokenKey& current = keys->current();
    minted.token.reserve(768);
    minted.token += request.bound_to ? current.bound_header : current.header;
    base::append_base64url(minted.token, base::as_bytes(claims));
    current.key.append_signature(minted.token);
    return minted;
}

std::optional<VerifiedToken> SessionTokens::check(std::string_view token, const SigningKeySet& keys,
                                                  base::UnixTime now) const {
    const auto jws = parse_compact_jws(token);
    if (!jws || !is_session_header(jws->header)) return std::nullopt;
    const std::string& kid = *jws->header.text("kid");
    const TokenKey* key = keys.find(kid, now);
    if (key == nullptr || !access::verify(*jws, key->key)) return std::nullopt;
    const auto claims = parse_strict_json(base::as_text(jws->payload));
    if (!claims || !names(*claims, "iss", settings_.issuer) || !names(*claims, "aud", settings_.audience)) {
        return std::nullopt;
    }
    auto session = session_from(*claims);
    if (!session || !read_binding(jws->header, *claims, *session)) return std::nullopt;
    session->kid = kid;
    return VerifiedToken{id_, key->key.id(), *std::move(session)};
}

std::optional<SessionTokens::Signed> SessionTokens::session_of(std::string_view token, const SigningKeySet& keys,
                                                               base::UnixTime now) const {
    thread_local VerifiedTokens verified_lately;
    if (const auto* known = verified_lately.find(token); known != nullptr && known->verifier == id_) {
        const TokenKey* key = keys.find(known->session.kid, now);
        if (key != nullptr && key->key.id() == known->key) return Signed{known->session, *key};
    }
    auto verified = check(token, keys, now);
    if (!verified) return std::nullopt;
    verified_lately.keep(token, *verified);
    const TokenKey* key = keys.find(verified->session.kid, now);
    return Signed{std::move(verified->session), *key};
}

base::Result<Session> SessionTokens::verify(std::string_view token, base::UnixTime now) const {
    const auto keys = keys_.keys();
    auto found = session_of(token, *keys, now);
    if (!found || found->session.issued_at > now + std::max(settings_.skew, settings_.ahead))
        return std::unexpected(invalid_session_token());
    if (now >= found->session.expires_at + settings_.skew) return std::unexpected(session_expired());
    if (auto counts = check_counts(found->key); !counts) return std::unexpected(counts.error());
    return std::move(found->session);
}

base::Result<void> SessionTokens::check_key(const Session& session, base::UnixTime now) const {
    const auto keys = keys_.keys();
    const TokenKey* key = keys->find(session.kid, now);
    if (key == nullptr) return std::unexpected(invalid_session_token());
    return check_counts(*key);
}

base::Result<void> SessionTokens::check_counts(const TokenKey& key) const {
    switch (keys_.coverage_of(key)) {
        case Coverage::none: return {};
        case Coverage::pending: return std::unexpected(not_everywhere_yet());
        case Coverage::final: break;
    }
    return std::unexpected(invalid_session_token());
}

}  // namespace burner::access
