#include "webhooks/signature.hpp"

#include <array>

#include <sodium.h>

#include "base/base64.hpp"

namespace burner::webhooks {

namespace {

using Mac = std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES>;

Mac mac_of(const SignedMessage& message, base::ByteView secret) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, secret.data(), secret.size());
    for (const std::string_view part :
         {std::string_view{message.id}, std::string_view{"."}, std::string_view{message.timestamp},
          std::string_view{"."}, std::string_view{message.body}}) {
        const auto bytes = base::as_bytes(part);
        crypto_auth_hmacsha256_update(&state, bytes.data(), bytes.size());
    }
    Mac mac;
    crypto_auth_hmacsha256_final(&state, mac.data());
    return mac;
}

}  // namespace

SignedMessage sign(const Message& message, base::UnixTime now, base::ByteView secret) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    SignedMessage out{message.id, std::to_string(seconds), {}, message.body};
    out.signature = "v1," + base::to_base64(mac_of(out, secret));
    return out;
}

}  // namespace burner::webhooks
