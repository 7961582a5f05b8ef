#pragma once

#include <chrono>
#include <memory>

#include "base/clock.hpp"
#include "base/condition.hpp"
#include "base/task.hpp"

namespace burner::api {

struct Services;

/// Finds out whether the store and a Solana RPC answer. Anybody may ask, as often as they like: both are asked once a
/// second at most, and whoever comes meanwhile waits for that verdict. One object per worker.
class Readiness {
  public:
    struct Checks {
        bool store = false;
        bool rpc = false;
    };

    /// A verdict holds for this long.
    static constexpr std::chrono::seconds kept{1};

    explicit Readiness(const base::Executor& executor) : asked_(executor) {}

    /// Returns the verdict. The task holds `readiness`, since the context may destroy the task after the worker.
    static base::Task<Checks> check(std::shared_ptr<Readiness> readiness, Services& services);

  private:
    class Asking;

    bool is_known_ = false;
    Checks checks_;
    base::SteadyTime known_at_;
    bool is_asking_ = false;
    base::Condition asked_;
};

}  // namespace burner::api
