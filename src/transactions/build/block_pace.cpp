#include "transactions/build/block_pace.hpp"

#include <algorithm>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace burner::transactions {

void BlockPace::note(solana::BlockHeight height, base::SteadyTime at) {
    const std::lock_guard lock(mutex_);
    if (!readings_.empty() && height < readings_.back().height) readings_.clear();
    readings_.push_back({height, at});
    if (readings_.size() > readings_kept) readings_.pop_front();
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

base::Task<void> keep_pace(solana::Rpc& rpc, const base::Clock& clock, BlockPace& pace) {
    using Executor = boost::asio::io_context::executor_type;
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
    const Executor executor = co_await boost::asio::this_coro::executor;
    Timer timer(executor);
    for (;;) {
        // Without an answer the pace stays as it was measured; the calls that need the cluster say that it is away.
        co_await read_pace(rpc, clock, pace);
        timer.expires_after(BlockPace::interval);
        co_await timer.async_wait(boost::asio::use_awaitable_t<Executor>{});
    }
}

}  // namespace burner::transactions
