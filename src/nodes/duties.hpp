#pragma once

#include <cstdint>

#include "nodes/shards.hpp"

namespace burner::nodes {

/// Background work that is divided into shards, each of which one node works on: submissions to follow, of which the
/// promises are checked too, and webhooks to deliver.
enum class ShardedDuty : std::uint8_t { tracking, webhooks };
/// Background work that one node does for all.
enum class SingleDuty : std::uint8_t { pruning };

/// The background work that is this node's. Ask before each piece of work: a duty may be another node's a moment later,
/// and for a moment two nodes may be at one piece, so every effect is stored only where nobody else was faster. Any
/// thread.
class Duties {
  public:
    virtual ~Duties() = default;

    virtual Shards shards(ShardedDuty duty) const = 0;
    virtual bool has(SingleDuty duty) const = 0;
};

/// The duties of the only node there is: all, always.
class AllDuties final : public Duties {
  public:
    Shards shards(ShardedDuty) const override { return every_shard(); }
    bool has(SingleDuty) const override { return true; }
};

}  // namespace burner::nodes
