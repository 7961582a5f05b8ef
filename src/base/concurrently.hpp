#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::base {

/// Awaits all tasks at once, on the caller's thread, and gives their results in order. Every task runs to its end;
/// the first exception, if any, is rethrown after that.
template <class T>
Task<std::vector<T>> concurrently(std::vector<Task<T>> tasks) {
    struct State {
        State(Executor executor, std::size_t count) : done(executor), results(count), open(count) {
            done.expires_at(Timer::time_point::max());
        }
        Timer done;
        std::vector<std::optional<T>> results;
        std::size_t open;
        std::exception_ptr failure;
    };
    const Executor executor = co_await boost::asio::this_coro::executor;
    auto state = std::make_shared<State>(executor, tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        boost::asio::co_spawn(
            executor,
            [state, i, task = std::move(tasks[i])]() mutable -> Task<void> {
                state->results[i].emplace(co_await std::move(task));
            },
            [state](std::exception_ptr failure) {
                if (failure && !state->failure) state->failure = failure;
                if (--state->open == 0) state->done.cancel();
            });
    }
    while (state->open > 0) {
        boost::system::error_code cancelled;
        co_await state->done.async_wait(
            boost::asio::redirect_error(boost::asio::use_awaitable_t<Executor>{}, cancelled));
    }
    if (state->failure) std::rethrow_exception(state->failure);
    std::vector<T> answers;
    answers.reserve(state->results.size());
    for (auto& result : state->results) answers.push_back(std::move(*result));
    co_return answers;
}

}  // namespace burner::base
