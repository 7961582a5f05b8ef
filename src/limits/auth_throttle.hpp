#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/ip_address.hpp"

namespace burner::limits {

struct AuthThrottleSettings {
    double burst = 30;  ///< failures that an address may have at once
    double refill_per_minute = 30;
    std::size_t addresses = 65'536;  ///< bound of the table, a multiple of 8
};

base::Error auth_throttled();

/// The failed authentications by client address, a token bucket for each site (see IpAddress::site). The table is
/// bounded: eight buckets to a row picked by a keyed hash, the emptiest gives way. Any thread.
class AuthThrottle {
  public:
    explicit AuthThrottle(AuthThrottleSettings settings = {});

    /// Returns the seconds to wait (at least 1) when the address has no failures left to make; else nullopt.
    std::optional<std::chrono::seconds> blocked(const base::IpAddress& address, base::SteadyTime now);
    void failed(const base::IpAddress& address, base::SteadyTime now);
    /// Shares burst and refill with so many other nodes, which count by themselves: behind a balancer that spreads, all
    /// together allow about what was set. A node allows at least 5, or what was set where that is less.
    void share_with(std::size_t others) { nodes_.store(others + 1, std::memory_order_relaxed); }

  private:
    static constexpr std::size_t row_size = 8;
    struct Bucket {
        base::IpAddress site;
        double failures = 0;  ///< as of `updated`; drains with time
        base::SteadyTime updated;
    };
    using Row = std::array<Bucket, row_size>;

    double share_of(double whole) const;
    double failures_at(const Bucket& bucket, base::SteadyTime now) const;
    std::size_t row_of(const base::IpAddress& site) const;

    AuthThrottleSettings settings_;
    std::atomic<std::size_t> nodes_{1};
    std::array<std::uint8_t, 16> hash_key_;
    std::array<std::mutex, 64> mutexes_;
    std::vector<Row> rows_;
};

}  // namespace burner::limits
