#include "access/caller.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::access {

namespace {

using base::ErrorCode;

constexpr std::string_view bearer = "bearer", dpop = "dpop";

/// Returns the token (RFC 9110 section 11.4): the scheme in any case, then spaces. nullopt for another scheme.
std::optional<std::string_view> token_after(std::string_view scheme, std::string_view authorization) {
    const auto same_letter = [](char a, char b) { return (a | 0x20) == b; };
    if (authorization.size() < scheme.size() ||
        !std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                    [&](char expected, char given) { return same_letter(given, expected); })) {
        return std::nullopt;
    }
    std::string_view rest = authorization.substr(scheme.size());
    if (!rest.empty() && rest.front() != ' ') return std::nullopt;
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return rest;
}

std::string missing_scope_message(ScopeSet any_of) {
    std::string message = "Missing scope: ";
    bool first = true;
    for (const Scope scope : any_of.list()) {
        if (!first) message += " or ";
        message += to_text(scope);
        first = false;
    }
    return message;
}

base::Result<void> refuse_kind(std::string_view needed) {
    return base::fail(ErrorCode::missing_scope, fmt::format("{} required", needed));
}

bool is_with_proof(const Credentials& credentials) {
    if (credentials.authorization) return token_after(dpop, *credentials.authorization).has_value();
    return credentials.dpop.has_value();
}

base::Result<Caller> authenticate_key(std::string_view raw_key, KeyKind kind, const KeyRing& keys) {
    auto key = keys.authenticate(raw_key, kind);
    if (!key) return std::unexpected(key.error());
    return Caller{*std::move(key), std::nullopt};
}

base::Result<void> authorize_key(const Caller& caller, const Requirement& requirement) {
    if (caller.is_publishable_key()) {
        if (requirement.publishable_key) return {};
        return base::fail(ErrorCode::missing_scope, "A publishable key opens challenge and prove alone");
    }
    if (requirement.api_key) return {};
    return refuse_kind("Session token");
}

}  // namespace

std::optional<std::string_view> token_of(const Credentials& credentials) {
    if (!credentials.authorization) return credentials.token;
    const auto token = token_after(bearer, *credentials.authorization);
    return token ? token : token_after(dpop, *credentials.authorization);
}

base::Result<void> check_possession(const Credentials& credentials, const Caller& caller, PossessionRequest request,
                                    Possession& possession) {
    if (!caller.is_session()) return {};
    const auto& bound_to = caller.session->bound_to;
    if (!is_with_proof(credentials)) {
        if (bound_to) return base::fail(ErrorCode::dpop_required);
        return {};
    }
    if (!bound_to)
        return base::fail(ErrorCode::dpop_invalid, "The session is bound to no key: send its token as Bearer");
    if (!credentials.dpop) return base::fail(ErrorCode::dpop_invalid, "A DPoP header with a proof is required");
    request.proof = *credentials.dpop;
    request.token = *token_of(credentials);
    request.key_id = caller.key_id();
    const auto thumbprint = possession.check(request);
    if (!thumbprint) return std::unexpected(thumbprint.error());
    if (*thumbprint != *bound_to) return base::fail(ErrorCode::dpop_invalid, "The session is bound to another key");
    return {};
}

base::Result<Caller> authenticate(const Credentials& credentials, const KeyRing& keys, const Sessions& sessions) {
    if (credentials.publishable_key && (credentials.api_key || credentials.authorization || credentials.token))
        return base::fail(ErrorCode::two_credentials, "Use a publishable key alone, without other credentials");
    if (credentials.api_key && credentials.authorization) {
        return base::fail(ErrorCode::two_credentials);
    }
    if (credentials.publishable_key) return authenticate_key(*credentials.publishable_key, KeyKind::publishable, keys);
    if (credentials.api_key) return authenticate_key(*credentials.api_key, KeyKind::secret, keys);
    const auto token = token_of(credentials);
    if (!token) return base::fail(ErrorCode::missing_credentials);
    auto live = sessions.authenticate(*token);
    if (!live) return std::unexpected(live.error());
    return Caller{std::move(live->key), std::move(live->session)};
}

base::Result<void> authorize(const Caller& caller, const Requirement& requirement,
                             const std::optional<solana::Pubkey>& wallet) {
    if (!caller.is_session()) return authorize_key(caller, requirement);
    if (requirement.any_of.empty()) return refuse_kind("API key");
    if (wallet && caller.session->wallet != *wallet) {
        return base::fail(ErrorCode::wallet_mismatch);
    }
    if (!caller.session->scopes.has_any(requirement.any_of)) {
        return base::fail(ErrorCode::missing_scope, missing_scope_message(requirement.any_of));
    }
    return {};
}

std::optional<std::string> challenge(ErrorCode code, std::string_view text, const Requirement& requirement) {
    constexpr std::string_view plain = "Bearer realm=\"burner\"";
    const auto with = [&](std::string_view word) {
        return fmt::format("{}, error=\"{}\", error_description=\"{}\"", plain, word, text);
    };
    const auto with_dpop = [&](std::string_view word) {
        return fmt::format("DPoP realm=\"burner\", error=\"{}\", error_description=\"{}\", algs=\"ES256 EdDSA\"", word,
                           text);
    };
    switch (code) {
        case ErrorCode::missing_credentials:  // no bearer token was shown: no error (RFC 6750 section 3.1)
        case ErrorCode::invalid_api_key:
        case ErrorCode::api_key_revoked:
        case ErrorCode::invalid_publishable_key:
        case ErrorCode::proof_required:
        case ErrorCode::proof_invalid:
        case ErrorCode::challenge_expired:
        case ErrorCode::api_key_in_browser:
        case ErrorCode::origin_not_allowed: return std::string{plain};
        case ErrorCode::two_credentials: return with("invalid_request");
        case ErrorCode::dpop_required: return with_dpop("invalid_token");
        case ErrorCode::dpop_invalid: return with_dpop("invalid_dpop_proof");
        case ErrorCode::invalid_session_token:
        case ErrorCode::session_expired:
        case ErrorCode::session_revoked:
        case ErrorCode::wallet_mismatch: return with("invalid_token");
        case ErrorCode::missing_scope: {
            std::string value = with("insufficient_scope");
            if (!requirement.any_of.empty()) value += fmt::format(", scope=\"{}\"", to_text(requirement.any_of));
            return value;
        }
        default: return std::nullopt;
    }
}

}  // namespace burner::access
