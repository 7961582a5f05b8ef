#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "base/ip_address.hpp"
#include "limits/address_limit.hpp"

namespace burner::users {

/// Bounds how often a password may be guessed, by the client's address and by the account, whether there is one or not.
/// It makes wait, and locks nobody out. Each node counts by itself. Any thread.
class SignInLimit {
  public:
    SignInLimit() = default;

    /// Returns the seconds to wait (at least 1) before the next try; nullopt: there need be none.
    std::optional<std::chrono::seconds> blocked(std::string_view email, const base::IpAddress& from,
                                                base::SteadyTime now);
    void count_failure(std::string_view email, const base::IpAddress& from, base::SteadyTime now);

  private:
    static constexpr limits::AddressLimitSettings terms{.burst = 10, .refill_per_minute = 10, .addresses = 4096};

    limits::AddressLimit addresses_{terms};
    limits::AddressLimit accounts_{terms};
};

}  // namespace burner::users
