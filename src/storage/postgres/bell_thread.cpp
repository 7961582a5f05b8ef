#include "storage/postgres/bell_thread.hpp"

#include <algorithm>
#include <utility>

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
    : pool_(std::move(address), limits), bell_(bell) {
    bell_.drive([this] { waker_.wake(); });
    thread_ = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

PostgresBellThread::~PostgresBellThread() {
    bell_.drive(nullptr);
    thread_.request_stop();
    waker_.wake();
    thread_.join();
}

void PostgresBellThread::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto session = pool_.open();
        if (session) carry(**session, stop);
        if (!stop.stop_requested()) waker_.wait(-1, open_again);
    }
}

void PostgresBellThread::carry(PostgresSession& session, const std::stop_token& stop) {
    PostgresBell bell{session, bell_};
    if (!bell.listen()) return;
    while (!stop.stop_requested()) {
        if (!bell.exchange(steady_now())) return;
        const auto now = steady_now();
        waker_.wait(session.connection->socket(), std::min(bell_.due_at(), now + look_again) - now);
    }
}

}  // namespace burner::storage
