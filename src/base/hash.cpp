#include "base/hash.hpp"

#include <algorithm>
#include <iterator>

// SHA-256 by its own functions: EVP looks the algorithm up and allocates, at the cost of hashing a few hundred bytes.
// They are deprecated in name, and OpenSSL shows them without a warning to a source that asks for the API of 1.1.0.
#define OPENSSL_API_COMPAT 10100
#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace burner::base {

namespace {

Sha256 finish(SHA256_CTX& context) {
    Sha256 digest;
    SHA256_Final(digest.data(), &context);
    return digest;
}

}  // namespace

Sha256 sha256(ByteView bytes) {
    return sha256({bytes});
}

Sha256 sha256(std::initializer_list<ByteView> parts) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (const ByteView part : parts) SHA256_Update(&context, part.data(), part.size());
    return finish(context);
}

HmacSha256::Midstate HmacSha256::after_pad(ByteView key, std::uint8_t pad) {
    std::array<std::uint8_t, SHA256_CBLOCK> block{};
    if (key.size() <= block.size()) {
        std::ranges::copy(key, block.begin());
    } else {
        std::ranges::copy(sha256(key), block.begin());
    }
    for (std::uint8_t& byte : block) byte ^= pad;
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, block.data(), block.size());
    Midstate midstate;
    std::ranges::copy(context.h, midstate.begin());
    OPENSSL_cleanse(block.data(), block.size());
    OPENSSL_cleanse(&context, sizeof context);
    return midstate;
}

HmacSha256::HmacSha256(ByteView key) : inner_(after_pad(key, 0x36)), outer_(after_pad(key, 0x5c)) {}

HmacSha256::~HmacSha256() {
    OPENSSL_cleanse(inner_.data(), sizeof inner_);
    OPENSSL_cleanse(outer_.data(), sizeof outer_);
}

namespace {

SHA256_CTX after_one_block(const std::array<std::uint32_t, 8>& midstate) {
    SHA256_CTX context;
    SHA256_Init(&context);
    std::ranges::copy(midstate, std::begin(context.h));
    context.Nl = SHA256_CBLOCK * 8;  // bits hashed so far
    return context;
}

}  // namespace

Sha256 HmacSha256::of(std::initializer_list<ByteView> parts) const {
    SHA256_CTX context = after_one_block(inner_);
    for (const ByteView part : parts) SHA256_Update(&context, part.data(), part.size());
    const Sha256 inner = finish(context);
    context = after_one_block(outer_);
    SHA256_Update(&context, inner.data(), inner.size());
    return finish(context);
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace burner::base
