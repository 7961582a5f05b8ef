#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "base/concurrently.hpp"
#include "base/task.hpp"

namespace burner::base {

template <class... T>
using Gathered = std::shared_ptr<std::tuple<std::optional<T>...>>;

/// Awaits one of the tasks and stores its result at its place.
template <std::size_t place, class Results, class T>
Task<bool> gather_one(Results results, Task<T> task) {
    std::get<place>(*results).emplace(co_await std::move(task));
    co_return true;
}

/// Awaits tasks of different types at once, on the caller's thread, and gives their results in order. Every task runs
/// to its end; the first exception, if any, is rethrown after that.
template <class... T>
Task<std::tuple<T...>> gather(Task<T>... tasks) {
    const Gathered<T...> results = std::make_shared<std::tuple<std::optional<T>...>>();
    std::vector<Task<bool>> parts;
    [&]<std::size_t... place>(std::index_sequence<place...>) {
        (parts.push_back(gather_one<place>(results, std::move(tasks))), ...);
    }(std::index_sequence_for<T...>{});
    co_await concurrently(std::move(parts));
    co_return std::apply([](auto&... each) { return std::tuple<T...>{std::move(*each)...}; }, *results);
}

}  // namespace burner::base
