#include "limits/local_rate_limit.hpp"

namespace burner::limits {

namespace {

constexpr std::chrono::seconds window_length{60};

}  // namespace

RateAnswer LocalRateLimit::admit(std::string_view key_id, std::uint32_t per_minute, base::SteadyTime now) {
    if (per_minute == unlimited) return {true, unlimited, unlimited, {}};
    Shard& shard = shards_[base::StringHash{}(key_id) % shards_.size()];
    const std::lock_guard lock(shard.mutex);
    auto found = shard.windows.find(key_id);
    if (found == shard.windows.end()) found = shard.windows.emplace(key_id, Window{now, 0}).first;
    Window& window = found->second;
    if (now - window.start >= window_length) window = {now, 0};
    if (window.used >= per_minute) {
        const auto wait = std::chrono::ceil<std::chrono::seconds>(window.start + window_length - now);
        return {false, per_minute, 0, wait};
    }
    ++window.used;
    return {true, per_minute, per_minute - window.used, {}};
}

base::Task<RateAnswer> LocalRateLimit::decide(std::string_view key_id, std::uint32_t per_minute) {
    const auto now = std::chrono::steady_clock::now();
    co_return admit(key_id, per_minute, std::chrono::floor<std::chrono::milliseconds>(now));
}

}  // namespace burner::limits
