#pragma once

#include <chrono>
#include <memory>

#include "base/clock.hpp"
#include "base/condition.hpp"
#include "base/task.hpp"

namespace burner::api {

struct Services;

/// Whether the store and a Solana RPC answer. Anybody may ask, as often as he likes: both are asked once a second at
/// most, and who comes meanwhile waits for that verdict. Of one worker.
class Readiness {
  public:
    struct Checks {
        bool store = false;
        bool rpc = false;
    };

    /// How long a verdict holds.
    static constexpr std::chrono::seconds kept{1};

    explicit Readiness(const base::Executor& executor) : asked_(executor) {}

    /// Holds on to what the context may destroy after the worker.
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
