#pragma once

#include <vector>

#include "base/result.hpp"
#include "transactions/pause.hpp"

namespace burner::transactions {

/// The pauses in force, durable. Commands change them, servers read them. Blocks: call it on storage threads. Fails
/// with `overloaded`.
class PauseStore {
  public:
    virtual ~PauseStore() = default;

    /// Returns all pauses in a fixed order.
    virtual base::Result<std::vector<Pause>> load() = 0;
    /// Adds a pause; false where it was in force already.
    virtual base::Result<bool> add(const Pause& pause) = 0;
    /// Removes a pause; false where it was not in force.
    virtual base::Result<bool> remove(const Pause& pause) = 0;
};

}  // namespace burner::transactions
