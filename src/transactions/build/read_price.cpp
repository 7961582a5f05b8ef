#include "transactions/build/read_price.hpp"

#include <utility>

namespace burner::transactions {

base::Task<std::uint64_t> read_price(solana::Rpc& rpc, PriorityLevel level, std::vector<solana::Pubkey> written,
                                     PriorityFeeSettings settings) {
    if (level == PriorityLevel::none) co_return 0;
    auto recent = co_await rpc.get_recent_prioritization_fees(std::move(written));
    if (!recent) recent.emplace();
    co_return price_at(level, std::move(*recent), settings);
}

}  // namespace burner::transactions
