#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "webhooks/delivery.hpp"

namespace burner::webhooks {

/// A message as it goes out, in the words of Standard Webhooks (standardwebhooks.com, specification 1.0).
struct SignedMessage {
    std::string id;         ///< webhook-id
    std::string timestamp;  ///< webhook-timestamp: of this attempt, seconds since 1970
    std::string signature;  ///< webhook-signature: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`
    std::string body;
};

SignedMessage sign(const Message& message, base::UnixTime now, base::ByteView secret);

}  // namespace burner::webhooks
