#pragma once

#include <utility>
#include <vector>

#include "base/secret.hpp"

namespace burner::base {

/// The server's secret, and those before it that still count. The current one protects what is new, and each of them
/// still opens or verifies what was made with it: a rotation loses no data.
class ServerSecrets {
  public:
    /// Converts one secret implicitly: most servers have never rotated.
    ServerSecrets(Secret current, std::vector<Secret> previous = {})  // NOLINT(google-explicit-constructor)
        : all_{std::move(previous)} {
        all_.insert(all_.begin(), std::move(current));
    }

    const Secret& current() const { return all_.front(); }
    /// Returns all secrets, the current one first.
    const std::vector<Secret>& all() const { return all_; }

  private:
    std::vector<Secret> all_;
};

}  // namespace burner::base
