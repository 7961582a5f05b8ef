#include "solana/sign_in_message.hpp"

#include <fmt/format.h>

namespace burner::solana {

std::string sign_in_text(const SignInInput& input) {
    std::string text = fmt::format("{} wants you to sign in with your Solana account:\n{}\n\n{}\n", input.domain,
                                   to_base58(input.address), input.statement);
    const auto add = [&](std::string_view name, std::string_view value) {
        text += fmt::format("\n{}: {}", name, value);
    };
    if (input.uri) add("URI", *input.uri);
    add("Version", sign_in_version);
    add("Nonce", input.nonce);
    add("Issued At", input.issued_at);
    add("Expiration Time", input.expiration_time);
    return text;
}

}  // namespace burner::solana
