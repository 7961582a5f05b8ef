#include "storage/postgres/bell_thread.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.hpp"

namespace burner::storage {

namespace {

/// How soon a connection that was lost is opened again.
constexpr std::chrono::milliseconds open_again{250};
/// How late a connection that says nothing is found to be lost.
constexpr std::chrono::seconds look_again{1};

base::SteadyTime steady_now() {
    return base::SystemClock{}.steady();
}

}  // namespace

PostgresBellThread::PostgresBellThread(ConnectionString address, const PostgresLimits& limits, nodes::Doorbell& bell)
    : pool_(std::move(address), limits), bell_(bell), woken_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (woken_ < 0) throw std::runtime_error{"no descriptor is left for the doorbell"};
    bell_.drive([this] { wake(); });
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

PostgresBellThread::~PostgresBellThread() {
    bell_.drive(nullptr);
    thread_.request_stop();
    wake();
    thread_.join();
    ::close(woken_);
}

void PostgresBellThread::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto session = pool_.open();
        if (session) carry(**session, stop);
        if (!stop.stop_requested()) wait(-1, steady_now() + open_again);
    }
}

void PostgresBellThread::carry(PostgresSession& session, const std::stop_token& stop) {
    PostgresBell bell{session, bell_};
    if (!bell.listen()) return;
    while (!stop.stop_requested()) {
        if (!bell.exchange(steady_now())) return;
        wait(session.connection->socket(), std::min(bell_.due_at(), steady_now() + look_again));
    }
}

/// Waits until the server says something, somebody rings, or it is time. A socket of −1 is not waited for.
void PostgresBellThread::wait(int socket, base::SteadyTime until) const {
    std::array<pollfd, 2> watched{{{woken_, POLLIN, 0}, {socket, POLLIN, 0}}};
    const auto left = std::max<std::int64_t>((until - steady_now()).count(), 0);
    ::poll(watched.data(), watched.size(), static_cast<int>(left));
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(woken_, &count, sizeof count);
}

void PostgresBellThread::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(woken_, &one, sizeof one);
}

}  // namespace burner::storage
