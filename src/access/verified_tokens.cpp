#include "access/verified_tokens.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/hash.hpp"

namespace burner::access {

namespace {

constexpr std::size_t slot_count = 256;           // about 200 KB when all are taken
constexpr std::size_t max_signature_length = 86;  // base64url of the 64 bytes of Ed25519

/// Returns the end of a token, which is its signature: as good as random, and how long its comparison takes leaks no
/// secret of the server.
std::string_view signature_of(std::string_view token) {
    return token.substr(token.size() - std::min(token.size(), max_signature_length));
}

std::size_t slot_of(std::string_view token) {
    return std::hash<std::string_view>{}(signature_of(token)) % slot_count;
}

bool same(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const auto end = signature_of(a);
    const auto other = signature_of(b);
    return base::equal_in_constant_time(base::as_bytes(end), base::as_bytes(other)) &&
           a.substr(0, a.size() - end.size()) == b.substr(0, b.size() - other.size());
}

}  // namespace

const VerifiedToken* VerifiedTokens::find(std::string_view token) const {
    if (slots_.empty() || token.empty()) return nullptr;
    const Slot& slot = slots_[slot_of(token)];
    return same(slot.token, token) ? &slot.verified : nullptr;
}

void VerifiedTokens::keep(std::string_view token, VerifiedToken verified) {
    if (slots_.empty()) slots_.resize(slot_count);
    slots_[slot_of(token)] = {std::string{token}, std::move(verified)};
}

}  // namespace burner::access
