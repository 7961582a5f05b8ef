#include "limits/local_work_limit.hpp"

#include <algorithm>

namespace burner::limits {

namespace {

constexpr std::chrono::nanoseconds refill_time = std::chrono::minutes{1};

/// Converts work to time, rounded down: of units that do not divide a minute, a full bucket holds exactly `capacity`.
std::chrono::nanoseconds time_for(std::uint64_t work, std::uint64_t capacity) {
    return std::chrono::nanoseconds{static_cast<std::int64_t>(work) * refill_time.count() /
                                    static_cast<std::int64_t>(capacity)};
}

}  // namespace

WorkAnswer LocalWorkLimit::spend(std::string_view key_id, std::uint64_t work, std::uint32_t requests_per_minute,
                                 base::SteadyTime now) {
    if (requests_per_minute == unlimited) return {true};
    Shard& shard = shards_[base::StringHash{}(key_id) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    auto bucket = shard.buckets.find(key_id);
    if (bucket == shard.buckets.end()) bucket = shard.buckets.emplace(key_id, FullAt{now}).first;
    const FullAt full_at = std::max(bucket->second, FullAt{now}) + time_for(work, capacity(requests_per_minute));
    if (full_at - now > refill_time)
        return {false, std::chrono::ceil<std::chrono::seconds>(full_at - now - refill_time)};
    bucket->second = full_at;
    return {true};
}

base::Task<WorkAnswer> LocalWorkLimit::decide(std::string_view key_id, std::uint64_t work,
                                              std::uint32_t requests_per_minute) {
    const auto now = std::chrono::steady_clock::now();
    co_return spend(key_id, work, requests_per_minute, std::chrono::floor<std::chrono::milliseconds>(now));
}

}  // namespace burner::limits
