#include "access/jws.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <span>
#include <stdexcept>

#include <sodium.h>

#include "base/base64.hpp"
#include "base/hash.hpp"

namespace burner::access {

namespace {

/// The members that would let a token say how it is to be checked (RFC 8725 section 3.1 and 3.10), or that ask
/// for extensions this server does not have (RFC 7515 4.1.11, RFC 7797, RFC 7516).
constexpr std::array<std::string_view, 7> forbidden_members{"jku", "x5u", "x5c", "crit", "b64", "zip", "jwk"};

/// Those that forbid a proof of possession: it brings its own key, which proves nothing but that its sender has it.
constexpr std::span<const std::string_view> forbidden_in_proofs = std::span{forbidden_members}.first(6);

std::uint64_t next_key_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

}  // namespace

std::string_view to_text(JwsAlgorithm algorithm) {
    return algorithm == JwsAlgorithm::hs256 ? "HS256" : "EdDSA";
}

std::optional<JwsAlgorithm> jws_algorithm_from_text(std::string_view word) {
    if (word == "HS256") return JwsAlgorithm::hs256;
    if (word == "EdDSA") return JwsAlgorithm::eddsa;
    return std::nullopt;
}

JwsKey::JwsKey(JwsAlgorithm algorithm) : algorithm_(algorithm), id_(next_key_id()) {}

JwsKey::~JwsKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

JwsKey JwsKey::hs256(base::ByteView secret) {
    JwsKey key{JwsAlgorithm::hs256};
    key.hmac_.emplace(secret);
    return key;
}

JwsKey JwsKey::eddsa(const std::array<std::uint8_t, 32>& seed) {
    JwsKey key{JwsAlgorithm::eddsa};
    key.secret_.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(key.public_key_.data(), key.secret_.data(), seed.data());
    return key;
}

JwsKey JwsKey::eddsa_public(const std::array<std::uint8_t, 32>& public_key) {
    JwsKey key{JwsAlgorithm::eddsa};
    key.public_key_ = public_key;
    return key;
}

void JwsKey::append_signature(std::string& text) const {
    const base::ByteView message = base::as_bytes(text);
    if (algorithm_ == JwsAlgorithm::hs256) {
        const base::Sha256 mac = hmac_->of({message});
        text += '.';
        base::append_base64url(text, mac);
        return;
    }
    if (secret_.empty()) throw std::logic_error("a public key cannot sign");
    std::array<std::uint8_t, crypto_sign_BYTES> signature;
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
    text += '.';
    base::append_base64url(text, signature);
}

bool JwsKey::accepts(std::string_view signed_text, base::ByteView signature) const {
    const base::ByteView message = base::as_bytes(signed_text);
    if (algorithm_ == JwsAlgorithm::hs256) {
        return base::equal_in_constant_time(hmac_->of({message}), signature);
    }
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(signature.data(), message.data(), message.size(), public_key_.data()) == 0;
}

namespace {

std::optional<CompactJws> parse_jws(std::string_view text, std::span<const std::string_view> forbidden) {
    if (text.size() > CompactJws::max_bytes || std::ranges::count(text, '.') != 2) return std::nullopt;
    const std::size_t first_dot = text.find('.');
    const std::size_t second_dot = text.rfind('.');
    const auto header = base::from_base64url(text.substr(0, first_dot));
    auto payload = base::from_base64url(text.substr(first_dot + 1, second_dot - first_dot - 1));
    auto signature = base::from_base64url(text.substr(second_dot + 1));
    if (!header || !payload || !signature) return std::nullopt;
    auto members = parse_strict_json(base::as_text(*header));
    if (!members) return std::nullopt;
    if (std::ranges::any_of(forbidden, [&](auto name) { return members->has(name); })) return std::nullopt;
    return CompactJws{std::move(*members), text.substr(0, second_dot), std::move(*payload), std::move(*signature)};
}

}  // namespace

std::optional<CompactJws> parse_compact_jws(std::string_view text) {
    return parse_jws(text, forbidden_members);
}

std::optional<CompactJws> parse_dpop_jws(std::string_view text) {
    return parse_jws(text, forbidden_in_proofs);
}

bool verify(const CompactJws& jws, const JwsKey& key) {
    const std::string* algorithm = jws.header.text("alg");
    return algorithm != nullptr && *algorithm == to_text(key.algorithm()) &&
           key.accepts(jws.signed_text, jws.signature);
}

}  // namespace burner::access
