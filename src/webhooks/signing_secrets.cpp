#include "webhooks/signing_secrets.hpp"

#include <array>

#include "base/base64.hpp"
#include "base/random.hpp"

namespace burner::webhooks {

CreatedSecret SigningSecrets::create(std::string_view webhook_id) const {
    std::array<std::uint8_t, 32> secret;
    base::random_bytes(secret);
    return {base::Secret{"whsec_" + base::to_base64(secret)}, seal_.seal(secret, base::as_bytes(webhook_id))};
}

std::optional<base::Bytes> SigningSecrets::open(base::ByteView sealed, std::string_view webhook_id) const {
    return seal_.open(sealed, base::as_bytes(webhook_id));
}

std::optional<base::Bytes> SigningSecrets::reseal(base::ByteView sealed, std::string_view webhook_id) const {
    const auto secret = open(sealed, webhook_id);
    if (!secret) return std::nullopt;
    return seal_.seal(*secret, base::as_bytes(webhook_id));
}

}  // namespace burner::webhooks
