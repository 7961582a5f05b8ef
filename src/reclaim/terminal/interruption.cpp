#include "reclaim/terminal/interruption.hpp"

#include <array>
#include <atomic>
#include <stdexcept>

#include <unistd.h>

namespace burner::reclaim {
namespace {

constexpr char interrupted = 'i';
constexpr char over = 'o';

std::atomic<int> signal_pipe{-1};
static_assert(std::atomic<int>::is_always_lock_free);

/// Wakes the thread that asks the token to stop: that takes a lock, which a signal handler must not.
void on_signal(int) {
    static_cast<void>(!write(signal_pipe, &interrupted, 1));
}

}  // namespace

Interruption::Interruption() {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe could be made");
    reading_ = ends[0];
    writing_ = ends[1];
    signal_pipe = writing_;
    thread_ = std::thread{[this] { wait(); }};
    struct sigaction action{};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // and no SA_RESTART: a question that waits ends
    sigaction(SIGINT, &action, &before_);
}

Interruption::~Interruption() {
    sigaction(SIGINT, &before_, nullptr);
    static_cast<void>(!write(writing_, &over, 1));
    thread_.join();
    signal_pipe = -1;
    close(reading_);
    close(writing_);
}

void Interruption::wait() {
    char what = 0;
    while (read(reading_, &what, 1) >= 0 && what != over)
        if (what == interrupted) source_.request_stop();
}

}  // namespace burner::reclaim
