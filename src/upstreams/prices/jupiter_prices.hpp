#pragma once

#include <boost/asio/io_context.hpp>

#include "assets/price_source.hpp"
#include "base/secret.hpp"
#include "upstreams/failover.hpp"
#include "upstreams/prices/price_answers.hpp"
#include "upstreams/prices/price_cache.hpp"

namespace burner::upstreams {

/// Prices in US dollars from Jupiter's price API v3, or another that answers alike. What was answered is kept for a
/// while, also that a mint has no price; after a call that failed nobody waits for another one for some seconds. One
/// object per worker thread, which it outlives.
class JupiterPrices final : public assets::PriceSource {
  public:
    /// `api_key` is sent as the header `x-api-key`, unless empty. Without URLs no price is known.
    JupiterPrices(boost::asio::io_context& io, HttpClient& http, const base::Clock& clock, UpstreamSettings settings,
                  base::Secret api_key, std::chrono::milliseconds ttl, CallObserver observer = {});

    base::Task<assets::Prices> get_prices(std::vector<solana::Pubkey> mints) override;

  private:
    base::Task<bool> ask(std::vector<solana::Pubkey> mints);
    base::Task<void> ask_all(std::vector<solana::Pubkey> mints);

    const base::Clock& clock_;
    std::optional<Failover> failover_;
    base::Secret api_key_;
    PriceAnswerReader reader_;
    PriceCache cache_;
    base::SteadyTime quiet_until_{};
};

}  // namespace burner::upstreams
