#pragma once

#include <optional>
#include <string>

#include "solana/pubkey.hpp"

namespace burner::solana {

/// What a wallet is asked to sign in with (Sign In With Solana, phantom/sign-in-with-solana). Times are as RFC 3339
/// writes them.
struct SignInInput {
    std::string domain;  ///< the page's host, with its port where it has one
    Pubkey address;
    std::string statement;
    std::optional<std::string> uri;
    std::string nonce;  ///< letters and digits, at least 8
    std::string issued_at;
    std::string expiration_time;
};

/// The version of the format, which the text states.
inline constexpr std::string_view sign_in_version = "1";

/// Returns the text that a wallet makes of the input, byte by byte: the ABNF of Sign In With Solana.
std::string sign_in_text(const SignInInput& input);

}  // namespace burner::solana
