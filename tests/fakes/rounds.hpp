#pragma once

#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "base/condition.hpp"

namespace burner::fakes {

/// A network where every call takes one round trip, and all that are made meanwhile take the same one. Counts them, so
/// that a test can say how often somebody waits, whatever the machine does. One thread.
class Rounds {
  public:
    int count = 0;

    /// Waits as a call does. The fakes call it where `rounds` is set.
    base::Task<void> trip() {
        const int asked = count;
        ++under_way_;
        while (count == asked) co_await answered_.wait();
    }

    /// Runs a task to its end and gives its result, or rethrows what it threw.
    template <class T>
    T run(base::Task<T> task) {
        std::optional<T> result;
        std::exception_ptr failure;
        boost::asio::co_spawn(
            io_.get_executor(),
            [&result, task = std::move(task)]() mutable -> base::Task<void> {
                result.emplace(co_await std::move(task));
            },
            [&failure](std::exception_ptr thrown) { failure = thrown; });
        io_.restart();
        for (io_.poll(); under_way_ > 0; io_.poll()) {
            under_way_ = 0;
            ++count;
            answered_.notify_all();
            io_.restart();
        }
        if (failure) std::rethrow_exception(failure);
        if (!result) throw std::logic_error("the task waits for something else than a call");
        return std::move(*result);
    }

  private:
    boost::asio::io_context io_;
    base::Condition answered_{io_.get_executor()};
    int under_way_ = 0;
};

}  // namespace burner::fakes
