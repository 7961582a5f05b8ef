#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assets/indexers/asset_indexer.hpp"
#include "assets/indexers/compressed_token_indexer.hpp"
#include "assets/price_source.hpp"
#include "assets/protection.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/programs/positions.hpp"
#include "solana/rpc.hpp"
#include "transactions/build/block_pace.hpp"
#include "transactions/build/built.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// What the client asks for (docs/openapi.yaml, `BuildTransactionsRequest`) and for which project.
struct BuildRequest {
    solana::Pubkey wallet;
    std::vector<Selection> items;
    DonationShare donation;
    PriorityLevel priority = PriorityLevel::medium;
    std::size_t reserve_bytes = 100;
    std::string project;
    std::string cluster;  ///< genesis hash that the tickets are bound to
    std::optional<solana::Pubkey> donation_wallet;
    bool test_mode = false;
    assets::Protection protection{};  ///< the project's
};

class Draft;
struct Plan;

/// A blockhash and how long it lives.
struct Lifetime {
    solana::LatestBlockhash latest;
    solana::BlockHeight blocks_left = 0;
};

inline constexpr std::size_t max_reserve_bytes = 400;

/// Turns selections into unsigned transactions: plan, pack, fee, simulate, ticket. An item that the cluster would
/// refuse is moved to `rejected` and the rest is built again. One object per worker thread; what it is given must
/// outlive it. Fails with the documented 400s, or `upstream_unavailable`.
class Builder {
  public:
    Builder(solana::Rpc& rpc, assets::AssetIndexer& indexer, assets::CompressedTokenIndexer& compressed_tokens,
            assets::PriceSource& prices, const TicketKeys& tickets, const base::Clock& clock, const BlockPace& pace,
            PriorityFeeSettings priority_fee,
            std::vector<solana::PositionProgram> positions = solana::known_position_programs())
        : rpc_(rpc),
          indexer_(indexer),
          compressed_tokens_(compressed_tokens),
          prices_(prices),
          tickets_(tickets),
          clock_(clock),
          pace_(pace),
          priority_fee_(priority_fee),
          positions_(std::move(positions)) {}

    base::Task<base::Result<Build>> build(BuildRequest request);

  private:
    /// nullopt when the chain moved on under the build.
    base::Task<base::Result<std::optional<Build>>> build_once(BuildRequest request);
    BuiltTransaction finish(const Draft& draft, const Plan& plan, const BuildRequest& request,
                            const Lifetime& lifetime) const;

    solana::Rpc& rpc_;
    assets::AssetIndexer& indexer_;
    assets::CompressedTokenIndexer& compressed_tokens_;
    assets::PriceSource& prices_;
    const TicketKeys& tickets_;
    const base::Clock& clock_;
    const BlockPace& pace_;
    PriorityFeeSettings priority_fee_;
    std::vector<solana::PositionProgram> positions_;
};

}  // namespace burner::transactions
