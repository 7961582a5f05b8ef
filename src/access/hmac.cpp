#include "access/hmac.hpp"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/evp.h>

namespace burner::access {

namespace {

struct FreeContext {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MAC_CTX, FreeContext>;

void check(bool ok) {
    if (!ok) throw std::runtime_error("OpenSSL cannot compute HMAC-SHA256");
}

Context keyed_context(base::ByteView key) {
    static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    check(algorithm != nullptr);
    Context context{EVP_MAC_CTX_new(algorithm)};
    check(context != nullptr);
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                 OSSL_PARAM_construct_end()};
    check(EVP_MAC_init(context.get(), key.data(), key.size(), params) == 1);
    return context;
}

EVP_MAC_CTX* armed_context(std::uint64_t key_id, base::ByteView key) {
    struct Kept {
        std::uint64_t key_id = 0;
        Context context;
    };
    thread_local std::array<Kept, 8> all;  // next, current and a few previous ones
    thread_local std::size_t oldest = 0;
    for (Kept& kept : all) {
        if (kept.context == nullptr || kept.key_id != key_id) continue;
        check(EVP_MAC_init(kept.context.get(), nullptr, 0, nullptr) == 1);
        return kept.context.get();
    }
    Kept& kept = all[oldest++ % all.size()];
    kept = {key_id, keyed_context(key)};
    return kept.context.get();
}

}  // namespace

base::Sha256 hmac_sha256(std::uint64_t key_id, base::ByteView key, base::ByteView message) {
    EVP_MAC_CTX* context = armed_context(key_id, key);
    base::Sha256 digest;
    std::size_t length = 0;
    check(EVP_MAC_update(context, message.data(), message.size()) == 1);
    check(EVP_MAC_final(context, digest.data(), &length, digest.size()) == 1);
    return digest;
}

}  // namespace burner::access
