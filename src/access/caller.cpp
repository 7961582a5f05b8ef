#include "access/caller.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace burner::access {

namespace {

using base::ErrorCode;

/// Returns the token (RFC 9110 section 11.4): the scheme in any case, then spaces. nullopt for another scheme.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer";
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

base::Result<Caller> authenticate(const Credentials& credentials, const KeyRing& keys, const Sessions& sessions) {
    if (credentials.publishable_key && (credentials.api_key || credentials.authorization || credentials.token))
        return base::fail(ErrorCode::two_credentials, "Use a publishable key alone, without other credentials");
    if (credentials.api_key && credentials.authorization) {
        return base::fail(ErrorCode::two_credentials);
    }
    if (credentials.publishable_key) return authenticate_key(*credentials.publishable_key, KeyKind::publishable, keys);
    if (credentials.api_key) return authenticate_key(*credentials.api_key, KeyKind::secret, keys);
    const auto token = credentials.authorization ? bearer_token(*credentials.authorization) : credentials.token;
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
