#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/ip_address.hpp"
#include "limits/rate_limit.hpp"

namespace burner::limits {

struct AddressLimitSettings {
    double burst = 30;  ///< what an address may do at once
    double refill_per_minute = 30;
    std::size_t addresses = 65'536;  ///< bound of the table, a multiple of 8
};

/// Returns what allows so much in a minute, and at once.
inline AddressLimitSettings per_minute(unsigned times) {
    return {.burst = static_cast<double>(times), .refill_per_minute = static_cast<double>(times)};
}

/// The bound of what a client address may do without an API key of its own: failed authentications, or challenges. A
/// token bucket for each site (see IpAddress::site). The table is bounded: eight buckets to a row picked by a keyed
/// hash, the emptiest gives way. A row takes memory from its first bucket on. Any thread.
class AddressLimit {
  public:
    explicit AddressLimit(AddressLimitSettings settings = {});

    /// Returns the seconds to wait (at least 1) when the address has used up what it may do; else nullopt.
    std::optional<std::chrono::seconds> blocked(const base::IpAddress& address, base::SteadyTime now);
    void count(const base::IpAddress& address, base::SteadyTime now);
    /// Counts what the address wants to do where it may. All or nothing under parallel use.
    RateAnswer admit(const base::IpAddress& address, base::SteadyTime now);
    /// Shares burst and refill with so many other nodes, which count by themselves: behind a balancer that spreads, all
    /// together allow about what was set. A node allows at least 5, or what was set where that is less.
    void share_with(std::size_t others) { nodes_.store(others + 1, std::memory_order_relaxed); }

  private:
    static constexpr std::size_t row_size = 8;
    struct Bucket {
        base::IpAddress site;
        double used = 0;  ///< as of `updated`; drains with time
        base::SteadyTime updated;
    };
    using Row = std::array<Bucket, row_size>;

    double share_of(double whole) const;
    double used_at(const Bucket& bucket, base::SteadyTime now) const;
    std::optional<std::chrono::seconds> wait_of(double used) const;
    Bucket& bucket_of(std::unique_ptr<Row>& row, const base::IpAddress& site, base::SteadyTime now) const;
    std::size_t row_of(const base::IpAddress& site) const;

    AddressLimitSettings settings_;
    std::atomic<std::size_t> nodes_{1};
    std::array<std::uint8_t, 16> hash_key_;
    std::array<std::mutex, 64> mutexes_;
    std::vector<std::unique_ptr<Row>> rows_;
};

}  // namespace burner::limits
