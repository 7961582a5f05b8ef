#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <mutex>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "solana/rpc.hpp"

namespace burner::transactions {

/// The time that the cluster takes for a block, measured over the last five minutes of building: it says when a
/// blockhash will have expired. Builds note the heights that they read anyway, so a server that builds nothing asks
/// nothing. Any thread.
class BlockPace {
  public:
    using Duration = std::chrono::microseconds;

    /// The block time until it has been measured: as fast as Solana is, so that nobody waits for what has expired.
    static constexpr Duration start{200'000};
    static constexpr Duration min{100'000};
    static constexpr Duration max{1'000'000};
    /// The least time between readings: a shorter one would measure how far the nodes of an RPC are apart.
    static constexpr std::chrono::seconds interval{15};
    static constexpr std::chrono::minutes window{5};

    /// Takes a reading, unless the last one is younger than `interval`. Measures over `window`, or over the last two
    /// readings where they are further apart. A height that is lower than the last one is another node's, or of a chain
    /// that began anew: measuring begins anew, and what was measured stays.
    void note(solana::BlockHeight height, base::SteadyTime at);
    Duration block_time() const { return Duration{block_time_.load()}; }

  private:
    struct Reading {
        solana::BlockHeight height = 0;
        base::SteadyTime at;
    };

    std::mutex mutex_;
    std::deque<Reading> readings_;
    std::atomic<Duration::rep> block_time_ = start.count();
};

/// Asks the cluster for its height once, from which builds measure on. What it is given must outlive the task.
base::Task<base::Result<void>> read_pace(solana::Rpc& rpc, const base::Clock& clock, BlockPace& pace);

}  // namespace burner::transactions
