#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/concurrently.hpp"

namespace burner::base {

/// What the lanes of one `fan_out` share.
template <class Work>
struct FanOut {
    std::size_t count;
    Work work;
    std::size_t next = 0;
    bool goes_on = true;
};

template <class Work>
Task<bool> run_lane(std::shared_ptr<FanOut<Work>> all) {
    while (all->goes_on && all->next < all->count) {
        const bool goes_on = co_await all->work(all->next++);
        if (!goes_on) all->goes_on = false;
    }
    co_return true;
}

/// Awaits `work(i)`, a Task<bool>, for every i below `count`, begun in this order and at most `width` at a time, on the
/// caller's thread. Begins no more once a `work` has given false, and gives false then. An exception is rethrown after
/// all others have ended. Whoever stops waiting leaves what is under way to end by itself: `work` owns what it uses.
template <class Work>
Task<bool> fan_out(std::size_t count, std::size_t width, Work work) {
    const auto all = std::make_shared<FanOut<Work>>(count, std::move(work));
    std::vector<Task<bool>> lanes;
    for (std::size_t i = 0; i < std::min(count, width); ++i) lanes.push_back(run_lane(all));
    co_await concurrently(std::move(lanes));
    co_return all->goes_on;
}

}  // namespace burner::base
