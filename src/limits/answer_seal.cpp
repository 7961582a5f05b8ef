#include "limits/answer_seal.hpp"

#include <sodium.h>

#include "base/random.hpp"

namespace burner::limits {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

AnswerSeal::AnswerSeal(const base::Secret& server_secret) {
    static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);
    const base::ByteView purpose = base::as_bytes("burner idempotent answers v1");
    const base::ByteView secret = base::as_bytes(server_secret.reveal());
    crypto_generichash_state state;
    crypto_generichash_init(&state, purpose.data(), purpose.size(), key_.size());
    crypto_generichash_update(&state, secret.data(), secret.size());
    crypto_generichash_final(&state, key_.data(), key_.size());
}

base::Bytes AnswerSeal::seal(base::ByteView plain, base::ByteView bound_to) const {
    base::Bytes sealed(nonce_bytes + plain.size() + tag_bytes);
    base::random_bytes(std::span{sealed}.first(nonce_bytes));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, plain.data(), plain.size(),
                                               bound_to.data(), bound_to.size(), nullptr, sealed.data(), key_.data());
    return sealed;
}

std::optional<base::Bytes> AnswerSeal::open(base::ByteView sealed, base::ByteView bound_to) const {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    const base::ByteView box = sealed.subspan(nonce_bytes);
    base::Bytes plain(box.size() - tag_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, box.data(), box.size(),
                                                   bound_to.data(), bound_to.size(), sealed.data(), key_.data()) != 0) {
        return std::nullopt;
    }
    return plain;
}

}  // namespace burner::limits
