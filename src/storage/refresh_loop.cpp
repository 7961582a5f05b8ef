#include "storage/refresh_loop.hpp"

namespace burner::storage {

RefreshLoop::RefreshLoop(std::chrono::milliseconds period, std::function<void()> work)
    : thread_([this, period, work = std::move(work)](const std::stop_token& stop) {
          std::unique_lock lock(mutex_);
          while (!wake_.wait_for(lock, stop, period, [&] { return stop.stop_requested(); })) work();
      }) {}

}  // namespace burner::storage
