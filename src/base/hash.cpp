#include "base/hash.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sodium.h>

namespace burner::base {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

/// The one-shot SHA256() of OpenSSL 3 looks the algorithm up by name in every call, at thrice the cost of a short hash.
Sha256 sha256(ByteView bytes) {
    static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
    Sha256 digest;
    const bool done = algorithm != nullptr && context != nullptr &&
                      EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
    if (!done) throw std::runtime_error("OpenSSL cannot compute SHA-256");
    return digest;
}

Sha256 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    for (const ByteView part : parts) crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    Sha256 mac;
    crypto_auth_hmacsha256_final(&state, mac.data());
    return mac;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace burner::base
