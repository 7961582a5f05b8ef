#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/task.hpp"

namespace burner::base {

/// The place where synchronous store calls run, so that no io thread ever waits for a disk. `run` resumes its caller
/// on the thread it came from once `work` has returned; what `work` throws is rethrown there.
class StoreRunner {
  public:
    virtual ~StoreRunner() = default;
    virtual Task<void> run(std::function<void()> work) = 0;
    /// Runs work for which nobody waits; it throws nothing.
    virtual void post(std::function<void()> work) = 0;
};

/// Runs `call` through `runner` and brings back what it returned. The runner must outlive the task.
template <class Call>
Task<std::invoke_result_t<Call>> run_on(StoreRunner& runner, Call call) {
    std::optional<std::invoke_result_t<Call>> answer;
    std::function<void()> work = [&] { answer.emplace(call()); };
    co_await runner.run(std::move(work));
    co_return std::move(*answer);
}

}  // namespace burner::base
