#pragma once

#include "limits/credit_exchange.hpp"
#include "limits/rate_limit.hpp"

namespace burner::limits {

/// Returns the rules of credits that count in windows of a minute.
CreditRules window_rules();

/// The limit over all nodes: a window that starts with the first request on any node, by the store's clock.
class SharedRateLimit final : public RateLimit {
  public:
    /// `windows` has `window_rules`, and outlives this.
    explicit SharedRateLimit(CreditExchange& windows) : windows_(windows) {}

    RateAnswer admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime now) override;
    base::Task<RateAnswer> decide(std::string_view key_id, std::uint32_t per_minute) override;

  private:
    CreditExchange& windows_;
};

}  // namespace burner::limits
