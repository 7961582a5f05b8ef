#pragma once

#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "base/task.hpp"

namespace burner::fakes {

/// Runs a task to its end on an io_context of its own and gives its result, or rethrows what it threw.
template <class T>
T run_task(base::Task<T> task) {
    boost::asio::io_context io;
    std::optional<T> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(
        io.get_executor(),
        [&result, task = std::move(task)]() mutable -> base::Task<void> { result.emplace(co_await std::move(task)); },
        [&failure](std::exception_ptr thrown) { failure = thrown; });
    io.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

}  // namespace burner::fakes
