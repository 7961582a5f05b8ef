#pragma once

#include "nodes/duties.hpp"

namespace burner::fakes {

/// Those of the only node there is.
inline const nodes::AllDuties all_duties;

/// Duties that a test gives and takes.
class FakeDuties final : public nodes::Duties {
  public:
    nodes::Shards shards(nodes::ShardedDuty) const override { return held; }
    bool has(nodes::SingleDuty) const override { return is_single; }

    nodes::Shards held = nodes::every_shard();
    bool is_single = true;
};

}  // namespace burner::fakes
