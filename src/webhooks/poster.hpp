#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"
#include "webhooks/signature.hpp"

namespace burner::webhooks {

/// What a receiver answered; its body is of no interest.
struct PostAnswer {
    int status = 0;
    std::optional<std::chrono::seconds> retry_after;
};

enum class PostFault : std::uint8_t {
    url_refused,      ///< not a URL that messages are sent to (any more): nothing was sent
    address_refused,  ///< its name leads to a private address: nothing was sent
    unreachable,      ///< nothing was sent: name, connection or TLS failed
    broken,           ///< the connection failed after that
    timed_out,
};

std::string_view to_text(PostFault fault);

/// A client that sends one message to one receiver, following no redirect. On the worker's thread.
class Poster {
  public:
    virtual ~Poster() = default;
    virtual base::Task<base::Result<PostAnswer, PostFault>> post(std::string url, SignedMessage message) = 0;
};

}  // namespace burner::webhooks
