#pragma once

#include <optional>
#include <utility>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "transactions/build/block_pace.hpp"
#include "transactions/build/built.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/build_request.hpp"
#include "transactions/priority_fee.hpp"
#include "transactions/read/sources.hpp"
#include "transactions/ticket/ticket.hpp"

namespace burner::transactions {

/// What the operator says of all builds.
struct BuildSettings {
    PriorityFeeSettings priority_fee{};
    std::size_t max_addresses = default_max_addresses;  ///< of transactions of version 1
};

/// Turns selections into unsigned transactions: reads the chain, decides, plans, packs, drafts, simulates and seals. An
/// item that the cluster would refuse is moved to `rejected` and the rest is built again. One object per worker thread;
/// what it is given must outlive it. Fails with `invalid_request` where the donation wallet cannot receive, or with
/// `upstream_unavailable`.
class Builder {
  public:
    Builder(Sources sources, const TicketKeys& tickets, const base::Clock& clock, BlockPace& pace,
            BuildSettings settings)
        : sources_(std::move(sources)), tickets_(tickets), clock_(clock), pace_(pace), settings_(settings) {}

    base::Task<base::Result<Build>> build(BuildRequest request);

  private:
    /// Builds from one reading of the chain; nullopt when it moved on under the build.
    base::Task<base::Result<std::optional<Build>>> build_once(BuildRequest request);

    Sources sources_;
    const TicketKeys& tickets_;
    const base::Clock& clock_;
    BlockPace& pace_;
    BuildSettings settings_;
};

}  // namespace burner::transactions
