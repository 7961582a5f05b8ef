#include "limits/monthly_quota.hpp"

#include <algorithm>
#include <limits>

#include "base/log.hpp"

namespace burner::limits {

namespace {

std::chrono::seconds until_next_month(base::UnixTime now) {
    const std::chrono::sys_days next{(month_of(now) + std::chrono::months{1}) / std::chrono::day{1}};
    return std::chrono::ceil<std::chrono::seconds>(next - now);
}

std::uint64_t ceiling_of(std::uint32_t quota) {
    constexpr std::uint64_t no_ceiling = std::numeric_limits<std::int64_t>::max();
    return quota == unlimited ? no_ceiling : quota;
}

}  // namespace

base::Error quota_exceeded() {
    return {base::ErrorCode::quota_exceeded};
}

Month month_of(base::UnixTime now) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(now)};
    return date.year() / date.month();
}

std::uint64_t MonthlyQuota::block_size(std::uint32_t quota) {
    if (quota == unlimited) return 10'000;
    return std::clamp<std::uint64_t>(quota / 100, 1, 1'000);
}

MonthlyQuota::MonthlyQuota(UsageStore& store) : store_(store) {}

/// Finds or adds a block. Months are never dropped, so a clock set back or forward finds each count again.
MonthlyQuota::Block& MonthlyQuota::block_in(Shard& shard, std::string_view key_id, Month month) {
    auto found = shard.blocks.find(key_id);
    if (found == shard.blocks.end()) found = shard.blocks.try_emplace(std::string{key_id}).first;
    std::vector<Block>& months = found->second;
    const auto block = std::ranges::find(months, month, &Block::month);
    return block != months.end() ? *block : months.emplace_back(Block{.month = month});
}

MonthlyQuota::Shard& MonthlyQuota::shard_of(std::string_view key_id) {
    return shards_[base::StringHash{}(key_id) % shards_.size()];
}

QuotaAnswer MonthlyQuota::admit(std::string_view key_id, std::uint32_t quota, base::UnixTime now) {
    Shard& shard = shard_of(key_id);
    const std::lock_guard lock(shard.mutex);
    Block& block = block_in(shard, key_id, month_of(now));
    const bool used_up = block.read && block.total >= ceiling_of(quota);
    if (block.left == 0) {
        if (used_up) return {QuotaVerdict::refused, until_next_month(now)};
        return {QuotaVerdict::needs_reservation};
    }
    --block.left;
    const bool low = block.left < block_size(quota) / 2;
    if (!low || used_up || block.reserving) return {QuotaVerdict::admitted};
    block.reserving = true;
    return {QuotaVerdict::admitted_running_low};
}

base::Result<void> MonthlyQuota::reserve(std::string_view key_id, std::uint32_t quota, base::UnixTime now) {
    const Month month = month_of(now);
    Shard& shard = shard_of(key_id);
    const std::lock_guard one_at_a_time(shard.reserving);
    std::uint64_t amount = block_size(quota);
    {
        const std::lock_guard lock(shard.mutex);
        Block& block = block_in(shard, key_id, month);
        const bool enough = block.left >= block_size(quota) / 2 && block.left > 0;
        const bool used_up = block.read && block.total >= ceiling_of(quota);
        if (enough || used_up) {
            block.reserving = false;
            return {};
        }
        amount -= block.left;  // never more than one block is out
    }
    const auto reservation = store_.reserve(key_id, month, amount, ceiling_of(quota));
    const std::lock_guard lock(shard.mutex);
    Block& block = block_in(shard, key_id, month);
    block.reserving = false;
    if (!reservation) return std::unexpected(reservation.error());
    block.left += reservation->granted;
    block.total = reservation->total;
    block.read = true;
    return {};
}

void MonthlyQuota::release_all() {
    for (Shard& shard : shards_) {
        const std::lock_guard one_at_a_time(shard.reserving);
        const std::lock_guard lock(shard.mutex);
        for (const auto& [key_id, months] : shard.blocks) {
            for (const Block& block : months) {
                if (block.left == 0) continue;
                if (store_.release(key_id, block.month, block.left)) continue;
                base::log(base::LogLevel::warn, "unused quota not returned", {{"key", key_id}});
            }
        }
        shard.blocks.clear();
    }
}

}  // namespace burner::limits
