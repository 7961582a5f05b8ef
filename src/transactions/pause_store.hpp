#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "nodes/change.hpp"
#include "transactions/pause.hpp"

namespace burner::transactions {

/// The pauses in force, durable. Commands change them, servers read them. Blocks: call it on storage threads. Fails
/// with `overloaded`.
class PauseStore {
  public:
    virtual ~PauseStore() = default;

    /// Returns all pauses in a fixed order.
    virtual base::Result<std::vector<Pause>> load() = 0;
    /// Adds a pause. Returns the change after which it is in force, to be announced.
    virtual base::Result<nodes::FeedPosition> add(const Pause& pause) = 0;
    /// Removes a pause; nullopt where it was not in force.
    virtual base::Result<std::optional<nodes::FeedPosition>> remove(const Pause& pause) = 0;
};

}  // namespace burner::transactions
