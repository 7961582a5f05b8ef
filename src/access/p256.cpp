#include "access/p256.hpp"

#include <memory>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace burner::access {

namespace {

constexpr std::size_t coordinate_bytes = 32;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Numbers = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

/// Returns the key of an uncompressed point; null where it is not on the curve.
Key key_of(const std::array<std::uint8_t, coordinate_bytes>& x, const std::array<std::uint8_t, coordinate_bytes>& y) {
    base::Bytes point{0x04};
    base::append(point, x);
    base::append(point, y);
    std::array<char, 11> group{"prime256v1"};
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
        OSSL_PARAM_construct_end(),
    };
    const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)};
    EVP_PKEY* key = nullptr;
    if (context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        return nullptr;
    return Key{key};
}

/// Returns a signature as OpenSSL takes it: DER of the two numbers.
base::Bytes to_der(base::ByteView signature) {
    const Numbers numbers{ECDSA_SIG_new()};
    BIGNUM* r = BN_bin2bn(signature.data(), coordinate_bytes, nullptr);
    BIGNUM* s = BN_bin2bn(signature.data() + coordinate_bytes, coordinate_bytes, nullptr);
    ECDSA_SIG_set0(numbers.get(), r, s);  // takes both
    base::Bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(numbers.get(), nullptr)));
    std::uint8_t* end = der.data();
    i2d_ECDSA_SIG(numbers.get(), &end);
    return der;
}

}  // namespace

bool verify_p256(const std::array<std::uint8_t, 32>& x, const std::array<std::uint8_t, 32>& y, base::ByteView message,
                 base::ByteView signature) {
    if (signature.size() != 2 * coordinate_bytes) return false;
    const Key key = key_of(x, y);
    const DigestContext context{EVP_MD_CTX_new()};
    if (key == nullptr || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1)
        return false;
    const base::Bytes der = to_der(signature);
    return EVP_DigestVerify(context.get(), der.data(), der.size(), message.data(), message.size()) == 1;
}

}  // namespace burner::access
