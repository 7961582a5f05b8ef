#include "base/seal.hpp"

#include <sodium.h>

#include "base/random.hpp"

namespace burner::base {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Seal::Seal(const Secret& server_secret, std::string_view purpose) {
    static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);
    const ByteView name = as_bytes(purpose);
    const ByteView secret = as_bytes(server_secret.reveal());
    crypto_generichash_state state;
    crypto_generichash_init(&state, name.data(), name.size(), key_.size());
    crypto_generichash_update(&state, secret.data(), secret.size());
    crypto_generichash_final(&state, key_.data(), key_.size());
}

Bytes Seal::seal(ByteView plain, ByteView bound_to) const {
    Bytes sealed(nonce_bytes + plain.size() + tag_bytes);
    random_bytes(std::span{sealed}.first(nonce_bytes));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, plain.data(), plain.size(),
                                               bound_to.data(), bound_to.size(), nullptr, sealed.data(), key_.data());
    return sealed;
}

std::optional<Bytes> Seal::open(ByteView sealed, ByteView bound_to) const {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    const ByteView box = sealed.subspan(nonce_bytes);
    Bytes plain(box.size() - tag_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, box.data(), box.size(),
                                                   bound_to.data(), bound_to.size(), sealed.data(), key_.data()) != 0) {
        return std::nullopt;
    }
    return plain;
}

}  // namespace burner::base
