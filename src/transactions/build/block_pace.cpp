#include "transactions/build/block_pace.hpp"

#include <algorithm>

namespace burner::transactions {

void BlockPace::note(solana::BlockHeight height, base::SteadyTime at) {
    const std::lock_guard lock(mutex_);
    if (!readings_.empty() && height < readings_.back().height) readings_.clear();
    if (!readings_.empty() && at - readings_.back().at < interval) return;
    readings_.push_back({height, at});
    while (readings_.size() > 2 && at - readings_.front().at > window) readings_.pop_front();
    const solana::BlockHeight blocks = height - readings_.front().height;
    if (blocks == 0) return;
    const Duration took = at - readings_.front().at;
    const auto each = static_cast<std::uint64_t>(std::max(took, Duration{0}).count()) / blocks;
    block_time_ = std::clamp(Duration{static_cast<Duration::rep>(each)}, min, max).count();
}

base::Task<base::Result<void>> read_pace(solana::Rpc& rpc, const base::Clock& clock, BlockPace& pace) {
    const auto height = co_await rpc.get_block_height();
    if (!height) co_return std::unexpected(height.error());
    pace.note(*height, clock.steady());
    co_return base::Result<void>{};
}

}  // namespace burner::transactions
