#include "storage/postgres/listener.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>
#include <thread>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace burner::storage {

namespace {

constexpr std::chrono::milliseconds pause_before_retry{500};

}  // namespace

PostgresListener::PostgresListener(ConnectionString address, const PostgresLimits& limits)
    : pool_(std::move(address), limits), woken_(base::File{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)}) {
    if (!woken_.is_open()) throw std::runtime_error("no eventfd left for the listener");
}

void PostgresListener::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(woken_.get(), &one, sizeof one);
}

bool PostgresListener::connect() {
    if (session_) return true;
    const auto now = std::chrono::steady_clock::now();
    if (now < retry_at_) return false;
    retry_at_ = now + pause_before_retry;
    auto opened = pool_.open();
    if (!opened) return false;
    auto& connection = *(*opened)->connection;
    connection.begin_work();
    connection.queue("LISTEN burner");
    connection.exchange();
    if (connection.has_failed()) return false;
    session_ = *std::move(opened);
    ++connections_;
    return true;
}

std::vector<std::string> PostgresListener::wait(std::chrono::milliseconds within) {
    const bool is_connected = connect();
    std::array<pollfd, 2> sources{pollfd{woken_.get(), POLLIN, 0},
                                  pollfd{is_connected ? session_->connection->socket() : -1, POLLIN, 0}};
    ::poll(sources.data(), sources.size(), static_cast<int>(within.count()));
    std::uint64_t rings = 0;
    [[maybe_unused]] const auto read = ::read(woken_.get(), &rings, sizeof rings);
    if (!is_connected) return {};
    auto lines = session_->connection->take_notifications();
    if (session_->connection->failure() == PostgresFailure::lost) session_.reset();
    return lines;
}

}  // namespace burner::storage
