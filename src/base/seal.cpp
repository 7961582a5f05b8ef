#include "base/seal.hpp"

#include <sodium.h>

#include "base/random.hpp"

namespace burner::base {

namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Seal::Seal(const ServerSecrets& secrets, std::string_view purpose) {
    static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == std::tuple_size_v<Key>);
    const ByteView name = as_bytes(purpose);
    for (const Secret& server_secret : secrets.all()) {
        const ByteView secret = as_bytes(server_secret.reveal());
        Key& key = keys_.emplace_back();
        crypto_generichash_state state;
        crypto_generichash_init(&state, name.data(), name.size(), key.size());
        crypto_generichash_update(&state, secret.data(), secret.size());
        crypto_generichash_final(&state, key.data(), key.size());
    }
}

Bytes Seal::seal(ByteView plain, ByteView bound_to) const {
    Bytes sealed(nonce_bytes + plain.size() + tag_bytes);
    random_bytes(std::span{sealed}.first(nonce_bytes));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr, plain.data(), plain.size(),
                                               bound_to.data(), bound_to.size(), nullptr, sealed.data(),
                                               keys_.front().data());
    return sealed;
}

std::optional<Bytes> Seal::open(ByteView sealed, ByteView bound_to) const {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    const ByteView box = sealed.subspan(nonce_bytes);
    Bytes plain(box.size() - tag_bytes);
    for (const Key& key : keys_) {
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, box.data(), box.size(),
                                                       bound_to.data(), bound_to.size(), sealed.data(),
                                                       key.data()) == 0)
            return plain;
    }
    return std::nullopt;
}

}  // namespace burner::base
