#pragma once

#include "base/store_runner.hpp"

namespace burner::base {

/// Runs the work of stores at once, on the calling thread: for commands, which may wait, and for tests.
class RunInPlace final : public StoreRunner {
  public:
    Task<void> run(std::function<void()> work) override {
        work();
        co_return;
    }
    void post(std::function<void()> work) override { work(); }
};

}  // namespace burner::base
