#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/store_runner.hpp"
#include "base/task.hpp"

namespace burner::storage {

/// The threads on which stores block. Owned by app, which joins it before the io_contexts end.
class StoreThreads final : public base::StoreRunner {
  public:
    explicit StoreThreads(std::size_t threads) : pool_(threads) {}
    ~StoreThreads() override { join(); }
    StoreThreads(const StoreThreads&) = delete;
    StoreThreads& operator=(const StoreThreads&) = delete;

    base::Task<void> run(std::function<void()> work) override;

    boost::asio::thread_pool::executor_type executor() { return pool_.get_executor(); }
    /// Runs something that nobody waits for; it must not throw.
    void run_detached(std::function<void()> work) { boost::asio::post(pool_, std::move(work)); }
    /// Finishes what was handed over, then stops.
    void join() { pool_.join(); }

  private:
    boost::asio::thread_pool pool_;
};

/// Runs a synchronous store call on a storage thread and resumes on the caller's io_context. What `call`
/// refers to must outlive the co_await; an exception in it comes out of the co_await.
template <class Call>
base::Task<std::invoke_result_t<Call&>> run_on_store(StoreThreads& threads, Call call) {
    using Value = std::invoke_result_t<Call&>;
    using Executor = boost::asio::io_context::executor_type;
    struct Outcome {
        std::exception_ptr thrown;
        std::optional<Value> value;
    };
    // The handler travels to the storage thread and back; only what it carries may be touched there.
    auto start = [&threads, moved = std::move(call)](auto handler) mutable {
        auto home = boost::asio::get_associated_executor(handler);
        boost::asio::post(threads.executor(), [work = boost::asio::make_work_guard(home), run = std::move(moved),
                                               handler = std::move(handler)]() mutable {
            auto outcome = std::make_unique<Outcome>();
            try {
                outcome->value.emplace(run());
            } catch (...) {
                outcome->thrown = std::current_exception();
            }
            const auto back = work.get_executor();
            boost::asio::post(back, [handler = std::move(handler), outcome = std::move(outcome)]() mutable {
                std::move(handler)(std::move(outcome));
            });
        });
    };
    auto outcome = co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>,
                                                        void(std::unique_ptr<Outcome>)>(
        std::move(start), boost::asio::use_awaitable_t<Executor>{});
    if (outcome->thrown) std::rethrow_exception(outcome->thrown);
    co_return *std::move(outcome->value);
}

}  // namespace burner::storage
