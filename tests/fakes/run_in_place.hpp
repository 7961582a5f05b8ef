#pragma once

#include "base/store_runner.hpp"

namespace burner::fakes {

/// Runs the work of stores at once, on the calling thread.
class RunInPlace final : public base::StoreRunner {
  public:
    base::Task<void> run(std::function<void()> work) override {
        work();
        co_return;
    }
    void post(std::function<void()> work) override { work(); }
};

}  // namespace burner::fakes
