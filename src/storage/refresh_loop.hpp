#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace burner::storage {

/// A thread that calls `work` every `period`: how a server sees what other processes changed in keys,
/// revocations and signing keys. Ends, and waits for a running call, when it dies.
class RefreshLoop {
  public:
    /// How long a change made by another process may go unseen.
    static constexpr std::chrono::milliseconds default_period{250};

    RefreshLoop(std::chrono::milliseconds period, std::function<void()> work);

  private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;  ///< last: it uses the others
};

}  // namespace burner::storage
