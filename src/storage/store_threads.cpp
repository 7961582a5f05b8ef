#include "storage/store_threads.hpp"

#include <exception>
#include <utility>

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace burner::storage {

namespace asio = boost::asio;

base::Task<void> StoreThreads::run(std::function<void()> work) {
    using Token = asio::use_awaitable_t<base::Executor>;
    using Signature = void(std::exception_ptr);
    // The handler travels to the storage thread and back; only `work` runs there.
    auto start = [this, job = std::move(work)](auto handler) mutable {
        auto home = asio::make_work_guard(asio::get_associated_executor(handler));
        asio::post(pool_, [home = std::move(home), job = std::move(job), handler = std::move(handler)]() mutable {
            std::exception_ptr thrown;
            try {
                job();
            } catch (...) {
                thrown = std::current_exception();
            }
            asio::post(home.get_executor(),
                       [handler = std::move(handler), thrown]() mutable { std::move(handler)(thrown); });
        });
    };
    co_await asio::async_initiate<const Token, Signature>(std::move(start), Token{});
}

void StoreThreads::post(std::function<void()> work) {
    asio::post(pool_, std::move(work));
}

}  // namespace burner::storage
