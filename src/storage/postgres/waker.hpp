#pragma once

#include <chrono>

#include "base/file.hpp"

namespace burner::storage {

/// Lets a thread wait for a socket and for other threads at the same time. `wait` is for that one thread, `wake` for
/// any.
class Waker {
  public:
    /// Throws std::runtime_error where the process has no descriptor left.
    Waker();

    /// Ends a wait, or the next one.
    void wake() const;
    /// Waits until the socket is readable, somebody has called `wake`, or the time is up. A socket of −1 is not waited
    /// for.
    void wait(int socket, std::chrono::milliseconds within) const;

  private:
    base::File woken_;  ///< an eventfd, readable from `wake` to the end of a wait
};

}  // namespace burner::storage
