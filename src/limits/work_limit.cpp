#include "limits/work_limit.hpp"

#include <algorithm>
#include <limits>

namespace burner::limits {

namespace {

constexpr std::chrono::nanoseconds refill_time = std::chrono::minutes{1};
/// The work of the largest request: a submit of 64 transactions, which is more than a build of 1,000 items.
constexpr std::uint64_t max_request_work = 64 * work_of_transaction;

/// Converts work to time, rounded down: of units that do not divide a minute, a full bucket holds exactly `capacity`.
std::chrono::nanoseconds time_for(std::uint64_t work, std::uint64_t capacity) {
    return std::chrono::nanoseconds{static_cast<std::int64_t>(work) * refill_time.count() /
                                    static_cast<std::int64_t>(capacity)};
}

}  // namespace

std::uint64_t WorkLimit::capacity(std::uint32_t requests_per_minute) {
    if (requests_per_minute == unlimited) return std::numeric_limits<std::uint64_t>::max();
    return std::max(max_request_work, work_of_transaction * std::uint64_t{requests_per_minute});
}

std::optional<std::chrono::seconds> WorkLimit::spend(std::string_view key_id, std::uint64_t work,
                                                     std::uint32_t requests_per_minute, base::SteadyTime now) {
    if (requests_per_minute == unlimited) return std::nullopt;
    Shard& shard = shards_[base::StringHash{}(key_id) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    auto bucket = shard.buckets.find(key_id);
    if (bucket == shard.buckets.end()) bucket = shard.buckets.emplace(key_id, FullAt{now}).first;
    const FullAt full_at = std::max(bucket->second, FullAt{now}) + time_for(work, capacity(requests_per_minute));
    if (full_at - now > refill_time) return std::chrono::ceil<std::chrono::seconds>(full_at - now - refill_time);
    bucket->second = full_at;
    return std::nullopt;
}

}  // namespace burner::limits
