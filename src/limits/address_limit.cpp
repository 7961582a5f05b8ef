#include "limits/address_limit.hpp"

#include <algorithm>
#include <cmath>

#include <sodium.h>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace burner::limits {

AddressLimit::AddressLimit(AddressLimitSettings settings)
    : settings_(settings), rows_(std::max<std::size_t>(settings.addresses / row_size, 1)) {
    base::random_bytes(hash_key_);
}

double AddressLimit::share_of(double whole) const {
    constexpr double least = 5;
    const auto nodes = static_cast<double>(nodes_.load(std::memory_order_relaxed));
    return std::min(whole, std::max(least, whole / nodes));
}

double AddressLimit::used_at(const Bucket& bucket, base::SteadyTime now) const {
    const std::chrono::duration<double, std::ratio<60>> minutes = now - bucket.updated;
    return std::max(0.0, bucket.used - minutes.count() * share_of(settings_.refill_per_minute));
}

std::optional<std::chrono::seconds> AddressLimit::wait_of(double used) const {
    const double excess = used - (share_of(settings_.burst) - 1);
    if (excess <= 0) return std::nullopt;
    return std::chrono::seconds{
        std::max(1L, std::lround(std::ceil(excess / share_of(settings_.refill_per_minute) * 60)))};
}

/// Finds the bucket of a site; an empty one takes the place of the emptiest.
AddressLimit::Bucket& AddressLimit::bucket_of(std::unique_ptr<Row>& row, const base::IpAddress& site,
                                              base::SteadyTime now) const {
    if (!row) row = std::make_unique<Row>();
    auto bucket = std::ranges::find(*row, site, &Bucket::site);
    if (bucket == row->end()) {
        bucket = std::ranges::min_element(*row, {}, [&](const Bucket& b) { return used_at(b, now); });
        *bucket = {site, 0, now};
    }
    return *bucket;
}

std::size_t AddressLimit::row_of(const base::IpAddress& site) const {
    static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t) && crypto_shorthash_KEYBYTES == 16);
    std::array<std::uint8_t, crypto_shorthash_BYTES> hash;
    crypto_shorthash(hash.data(), site.bytes.data(), site.bytes.size(), hash_key_.data());
    return base::read_le<std::uint64_t>(hash, 0) % rows_.size();
}

std::optional<std::chrono::seconds> AddressLimit::blocked(const base::IpAddress& address, base::SteadyTime now) {
    const base::IpAddress site = address.site();
    const std::size_t row = row_of(site);
    const std::lock_guard lock(mutexes_[row % mutexes_.size()]);
    if (!rows_[row]) return std::nullopt;
    const auto bucket = std::ranges::find(*rows_[row], site, &Bucket::site);
    if (bucket == rows_[row]->end()) return std::nullopt;
    return wait_of(used_at(*bucket, now));
}

void AddressLimit::count(const base::IpAddress& address, base::SteadyTime now) {
    const base::IpAddress site = address.site();
    const std::size_t row = row_of(site);
    const std::lock_guard lock(mutexes_[row % mutexes_.size()]);
    Bucket& bucket = bucket_of(rows_[row], site, now);
    bucket = {site, std::min(used_at(bucket, now) + 1, share_of(settings_.burst)), now};
}

RateAnswer AddressLimit::admit(const base::IpAddress& address, base::SteadyTime now) {
    const base::IpAddress site = address.site();
    const std::size_t row = row_of(site);
    const std::lock_guard lock(mutexes_[row % mutexes_.size()]);
    Bucket& bucket = bucket_of(rows_[row], site, now);
    const double used = used_at(bucket, now);
    const double most = share_of(settings_.burst);
    const auto limit = static_cast<std::uint32_t>(most);
    if (const auto wait = wait_of(used))
        return {.admitted = false, .limit = limit, .remaining = 0, .retry_after = *wait};
    bucket = {site, used + 1, now};
    return {
        .admitted = true, .limit = limit, .remaining = static_cast<std::uint32_t>(most - used - 1), .retry_after = {}};
}

}  // namespace burner::limits
