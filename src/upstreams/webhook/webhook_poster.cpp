#include "upstreams/webhook/webhook_poster.hpp"

#include "upstreams/webhook/webhook_url.hpp"

namespace burner::upstreams {

using webhooks::PostAnswer;
using webhooks::PostFault;

namespace {

/// The time limit of the connection, and of the whole call.
constexpr std::chrono::seconds time_out{10};
/// More than any receiver has to say; what comes after it is not waited for.
constexpr std::size_t max_answer_bytes = 4096;

PostFault fault_of(HttpFault fault) {
    switch (fault) {
        case HttpFault::unreachable: return PostFault::unreachable;
        case HttpFault::timed_out: return PostFault::timed_out;
        case HttpFault::address_refused: return PostFault::address_refused;
        case HttpFault::broken:
        case HttpFault::too_large: return PostFault::broken;
    }
    return PostFault::broken;
}

AddressRule address_rule(bool allow_private) {
    return [allow_private](const sockaddr& address) { return allow_private || may_connect_to(address); };
}

}  // namespace

WebhookPoster::WebhookPoster(boost::asio::io_context& io, bool allow_private)
    : allow_private_(allow_private), http_(io, address_rule(allow_private)) {}

base::Task<base::Result<PostAnswer, PostFault>> WebhookPoster::post(std::string url, webhooks::SignedMessage message) {
    if (webhook_url_mistake(url, allow_private_)) co_return std::unexpected(PostFault::url_refused);
    std::vector<std::string> headers{"webhook-id: " + message.id, "webhook-timestamp: " + message.timestamp,
                                     "webhook-signature: " + message.signature};
    const HttpLimits limits{std::chrono::steady_clock::now() + time_out, time_out, max_answer_bytes, true};
    const auto answer = co_await http_.post(std::move(url), message.body, limits, std::move(headers));
    if (!answer) co_return std::unexpected(fault_of(answer.error()));
    co_return PostAnswer{answer->status, answer->retry_after};
}

}  // namespace burner::upstreams
