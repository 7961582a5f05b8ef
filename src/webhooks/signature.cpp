#include "webhooks/signature.hpp"

#include "base/base64.hpp"
#include "base/hash.hpp"

namespace burner::webhooks {

namespace {

base::Sha256 mac_of(const SignedMessage& message, base::ByteView secret) {
    const base::ByteView dot = base::as_bytes(".");
    return base::HmacSha256{secret}.of(
        {base::as_bytes(message.id), dot, base::as_bytes(message.timestamp), dot, base::as_bytes(message.body)});
}

}  // namespace

SignedMessage sign(const Message& message, base::UnixTime now, base::ByteView secret) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    SignedMessage out{message.id, std::to_string(seconds), {}, message.body};
    out.signature = "v1," + base::to_base64(mac_of(out, secret));
    return out;
}

}  // namespace burner::webhooks
