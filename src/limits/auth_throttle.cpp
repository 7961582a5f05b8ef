#include "limits/auth_throttle.hpp"

#include <algorithm>
#include <cmath>

#include <sodium.h>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace burner::limits {

base::Error auth_throttled() {
    return {base::ErrorCode::rate_limited, "Too many failed authentications"};
}

AuthThrottle::AuthThrottle(AuthThrottleSettings settings)
    : settings_(settings), rows_(std::max<std::size_t>(settings.addresses / row_size, 1)) {
    base::random_bytes(hash_key_);
}

double AuthThrottle::share_of(double whole) const {
    constexpr double least = 5;
    const auto nodes = static_cast<double>(nodes_.load(std::memory_order_relaxed));
    return std::min(whole, std::max(least, whole / nodes));
}

double AuthThrottle::failures_at(const Bucket& bucket, base::SteadyTime now) const {
    const std::chrono::duration<double, std::ratio<60>> minutes = now - bucket.updated;
    return std::max(0.0, bucket.failures - minutes.count() * share_of(settings_.refill_per_minute));
}

std::size_t AuthThrottle::row_of(const base::IpAddress& site) const {
    static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t) && crypto_shorthash_KEYBYTES == 16);
    std::array<std::uint8_t, crypto_shorthash_BYTES> hash;
    crypto_shorthash(hash.data(), site.bytes.data(), site.bytes.size(), hash_key_.data());
    return base::read_le<std::uint64_t>(hash, 0) % rows_.size();
}

std::optional<std::chrono::seconds> AuthThrottle::blocked(const base::IpAddress& address, base::SteadyTime now) {
    const base::IpAddress site = address.site();
    const std::size_t row = row_of(site);
    const std::lock_guard lock(mutexes_[row % mutexes_.size()]);
    const auto bucket = std::ranges::find(rows_[row], site, &Bucket::site);
    if (bucket == rows_[row].end()) return std::nullopt;
    const double excess = failures_at(*bucket, now) - (share_of(settings_.burst) - 1);
    if (excess <= 0) return std::nullopt;
    return std::chrono::seconds{
        std::max(1L, std::lround(std::ceil(excess / share_of(settings_.refill_per_minute) * 60)))};
}

void AuthThrottle::failed(const base::IpAddress& address, base::SteadyTime now) {
    const base::IpAddress site = address.site();
    const std::size_t index = row_of(site);
    const std::lock_guard lock(mutexes_[index % mutexes_.size()]);
    Row& row = rows_[index];
    auto bucket = std::ranges::find(row, site, &Bucket::site);
    if (bucket == row.end()) {
        bucket = std::ranges::min_element(row, {}, [&](const Bucket& b) { return failures_at(b, now); });
        *bucket = {site, 0, now};
    }
    *bucket = {site, std::min(failures_at(*bucket, now) + 1, share_of(settings_.burst)), now};
}

}  // namespace burner::limits
