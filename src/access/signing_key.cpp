#include "access/signing_key.hpp"

#include <algorithm>
#include <array>

namespace burner::access {

std::string_view to_text(SigningKeyState state) {
    switch (state) {
        case SigningKeyState::next: return "next";
        case SigningKeyState::current: return "current";
        case SigningKeyState::previous: return "previous";
        case SigningKeyState::retired: break;
    }
    return "retired";
}

std::optional<SigningKeyState> signing_key_state_from_text(std::string_view word) {
    using State = SigningKeyState;
    for (const auto state : {State::next, State::current, State::previous, State::retired}) {
        if (to_text(state) == word) return state;
    }
    return std::nullopt;
}

JwsKey SigningKey::key_of(JwsAlgorithm algorithm, base::ByteView secret) {
    if (algorithm == JwsAlgorithm::hs256) return JwsKey::hs256(secret);
    std::array<std::uint8_t, secret_bytes> seed;
    std::ranges::copy(secret.first(seed.size()), seed.begin());
    return JwsKey::eddsa(seed);
}

}  // namespace burner::access
