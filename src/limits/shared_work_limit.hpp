#pragma once

#include "limits/credit_exchange.hpp"
#include "limits/work_limit.hpp"

namespace burner::limits {

/// The work over all nodes, counted in the windows of a minute in which requests are counted too. So it comes back at
/// once when a window ends, and not evenly.
class SharedWorkLimit final : public WorkLimit {
  public:
    /// `windows` has `window_rules`, and outlives this.
    explicit SharedWorkLimit(CreditExchange& windows) : windows_(windows) {}

    WorkAnswer spend(std::string_view key_id, std::uint64_t work, std::uint32_t requests_per_minute,
                     base::SteadyTime now) override;
    base::Task<WorkAnswer> decide(std::string_view key_id, std::uint64_t work,
                                  std::uint32_t requests_per_minute) override;

  private:
    CreditExchange& windows_;
};

}  // namespace burner::limits
