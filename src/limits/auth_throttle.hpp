#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace burner::limits {

/// Where a request comes from: an IPv6 address, or an IPv4 one mapped into ::ffff:0:0/96.
struct ClientAddress {
    std::array<std::uint8_t, 16> bytes{};

    static ClientAddress v4(std::array<std::uint8_t, 4> address);
    bool operator==(const ClientAddress&) const = default;
};

struct AuthThrottleSettings {
    double burst = 30;  ///< failures that an address may have at once
    double refill_per_minute = 30;
    std::size_t addresses = 65'536;  ///< bound of the table, a multiple of 8
};

base::Error auth_throttled();

/// Failed authentication by client address, a token bucket each; IPv6 counts by /64, the smallest block a
/// site gets. The table is bounded: eight buckets to a row picked by a keyed hash, the emptiest gives way.
/// Any thread.
class AuthThrottle {
  public:
    explicit AuthThrottle(AuthThrottleSettings settings = {});

    /// Seconds to wait (at least 1) when the address has no failures left to make.
    std::optional<std::chrono::seconds> blocked(const ClientAddress& address, base::SteadyTime now);
    void failed(const ClientAddress& address, base::SteadyTime now);

  private:
    static constexpr std::size_t row_size = 8;
    struct Bucket {
        ClientAddress site;
        double failures = 0;  ///< as of `updated`; drains with time
        base::SteadyTime updated;
    };
    using Row = std::array<Bucket, row_size>;

    double failures_at(const Bucket& bucket, base::SteadyTime now) const;
    std::size_t row_of(const ClientAddress& site) const;

    AuthThrottleSettings settings_;
    std::array<std::uint8_t, 16> hash_key_;
    std::array<std::mutex, 64> mutexes_;
    std::vector<Row> rows_;
};

}  // namespace burner::limits
