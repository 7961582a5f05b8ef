#include "transactions/build/lifetime.hpp"

#include "base/gather.hpp"
#include "transactions/block_window.hpp"

namespace burner::transactions {

base::Task<base::Result<Lifetime>> read_lifetime(solana::Rpc& rpc, const base::Clock& clock) {
    const base::SteadyTime read_at = clock.steady();
    auto [latest, height] = co_await base::gather(rpc.get_latest_blockhash(), rpc.get_block_height());
    if (!latest) co_return std::unexpected(latest.error());
    if (!height) co_return std::unexpected(height.error());
    const solana::BlockHeight last = latest->last_valid_block_height;
    if (blocks_between(last, *height) > max_block_distance) {
        co_return base::fail(base::ErrorCode::upstream_unavailable, solana::invalid_response);
    }
    co_return Lifetime{*latest, blocks_left(last, *height), *height, read_at};
}

}  // namespace burner::transactions
