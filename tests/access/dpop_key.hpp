#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "base/base64.hpp"
#include "base/clock.hpp"
#include "base/hash.hpp"
#include "solana/ed25519.hpp"

namespace burner::access {

/// A client's key, which signs proofs of possession as a browser does.
class DpopKey {
  public:
    /// A new key on P-256.
    static DpopKey es256() { return DpopKey{EVP_EC_gen("P-256")}; }
    /// A key on Ed25519.
    static DpopKey eddsa() { return DpopKey{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")}; }

    std::string algorithm() const { return is_ec() ? "ES256" : "EdDSA"; }
    std::string jwk() const {
        if (!is_ec()) return fmt::format(R"({{"kty":"OKP","crv":"Ed25519","x":"{}"}})", public_ed25519());
        return fmt::format(R"({{"kty":"EC","crv":"P-256","x":"{}","y":"{}"}})", coordinate(OSSL_PKEY_PARAM_EC_PUB_X),
                           coordinate(OSSL_PKEY_PARAM_EC_PUB_Y));
    }
    std::string thumbprint() const {
        const std::string members =
            is_ec() ? fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})",
                                  coordinate(OSSL_PKEY_PARAM_EC_PUB_X), coordinate(OSSL_PKEY_PARAM_EC_PUB_Y))
                    : fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", public_ed25519());
        return base::to_base64url(base::sha256(base::as_bytes(members)));
    }

    /// Signs a header and claims, whatever they are.
    std::string sign(std::string_view header, std::string_view claims) const {
        std::string text = base::to_base64url(base::as_bytes(header)) + ".";
        base::append_base64url(text, base::as_bytes(claims));
        return text + "." + base::to_base64url(signature_of(text));
    }
    std::string header() const {
        return fmt::format(R"({{"typ":"dpop+jwt","alg":"{}","jwk":{}}})", algorithm(), jwk());
    }
    /// Makes a proof for a request. An empty token: there is none yet.
    std::string prove(std::string_view method, std::string_view url, base::UnixTime now, std::string_view id,
                      std::string_view token = "") const {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
        std::string claims = fmt::format(R"({{"jti":"{}","htm":"{}","htu":"{}","iat":{})", id, method, url, seconds);
        if (!token.empty())
            claims += fmt::format(R"(,"ath":"{}")", base::to_base64url(base::sha256(base::as_bytes(token))));
        return sign(header(), claims + "}");
    }

  private:
    explicit DpopKey(EVP_PKEY* key) : key_(key, EVP_PKEY_free) {}

    bool is_ec() const { return EVP_PKEY_is_a(key_.get(), "EC") == 1; }
    std::string coordinate(const char* name) const {
        BIGNUM* number = nullptr;
        EVP_PKEY_get_bn_param(key_.get(), name, &number);
        std::array<std::uint8_t, 32> bytes{};
        BN_bn2binpad(number, bytes.data(), bytes.size());
        BN_free(number);
        return base::to_base64url(bytes);
    }
    std::string public_ed25519() const {
        std::array<std::uint8_t, 32> bytes{};
        std::size_t size = bytes.size();
        EVP_PKEY_get_raw_public_key(key_.get(), bytes.data(), &size);
        return base::to_base64url(bytes);
    }
    base::Bytes signature_of(std::string_view text) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
        EVP_DigestSignInit(context.get(), nullptr, is_ec() ? EVP_sha256() : nullptr, nullptr, key_.get());
        const auto bytes = base::as_bytes(text);
        std::size_t size = 128;
        base::Bytes signature(size);
        EVP_DigestSign(context.get(), signature.data(), &size, bytes.data(), bytes.size());
        signature.resize(size);
        return is_ec() ? without_der(signature) : signature;
    }
    static base::Bytes without_der(const base::Bytes& der) {
        const std::uint8_t* at = der.data();
        ECDSA_SIG* numbers = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
        base::Bytes plain(64);
        BN_bn2binpad(ECDSA_SIG_get0_r(numbers), plain.data(), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(numbers), plain.data() + 32, 32);
        ECDSA_SIG_free(numbers);
        return plain;
    }

    std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace burner::access
