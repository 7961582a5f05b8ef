#pragma once

#include <cstddef>
#include <functional>

#include <boost/asio/thread_pool.hpp>

#include "base/store_runner.hpp"

namespace burner::storage {

/// The threads on which stores block. A caller resumes on the io_context that it came from, so those must
/// live until `join` has returned. Any thread.
class StoreThreads final : public base::StoreRunner {
  public:
    explicit StoreThreads(std::size_t threads) : pool_(threads) {}
    StoreThreads(const StoreThreads&) = delete;
    StoreThreads& operator=(const StoreThreads&) = delete;
    ~StoreThreads() override { join(); }

    base::Task<void> run(std::function<void()> work) override;
    void post(std::function<void()> work) override;
    /// Finishes what was handed over, then stops.
    void join() { pool_.join(); }

  private:
    boost::asio::thread_pool pool_;
};

}  // namespace burner::storage
