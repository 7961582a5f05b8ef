#pragma once

#include <boost/asio/io_context.hpp>

#include "upstreams/http_client.hpp"
#include "webhooks/poster.hpp"

namespace burner::upstreams {

/// Posts webhooks' messages, with connections of its own: one that was opened to a private address for
/// something else must not be found again under the same name. One object per worker thread; destroyed before
/// its io_context.
class WebhookPoster final : public webhooks::Poster {
  public:
    /// `allow_private` also allows http, and addresses that are not on the public internet.
    WebhookPoster(boost::asio::io_context& io, bool allow_private);

    base::Task<base::Result<webhooks::PostAnswer, webhooks::PostFault>> post(std::string url,
                                                                             webhooks::SignedMessage message) override;

  private:
    bool allow_private_;
    HttpClient http_;
};

}  // namespace burner::upstreams
