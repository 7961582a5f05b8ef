#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace burner::reclaim {

/// A guard: while it lives, Ctrl-C (SIGINT) asks its token to stop instead of ending the process, and a second one ends
/// it. One at a time.
class Interruption {
  public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    std::stop_token token() const { return source_.get_token(); }

  private:
    void wait();

    std::stop_source source_;
    struct sigaction before_{};
    int reading_ = -1;
    int writing_ = -1;
    std::thread thread_;
};

}  // namespace burner::reclaim
