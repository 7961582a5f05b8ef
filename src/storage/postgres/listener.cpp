#include "storage/postgres/listener.hpp"

namespace burner::storage {

namespace {

constexpr std::chrono::milliseconds pause_before_retry{500};

}  // namespace

PostgresListener::PostgresListener(ConnectionString address, const PostgresLimits& limits)
    : pool_(std::move(address), limits) {}

bool PostgresListener::connect() {
    if (session_) return true;
    const auto now = std::chrono::steady_clock::now();
    if (now < retry_at_) return false;
    retry_at_ = now + pause_before_retry;
    auto opened = pool_.open();
    if (!opened || !(*opened)->connection->listen("burner")) return false;
    session_ = *std::move(opened);
    ++connections_;
    return true;
}

std::vector<std::string> PostgresListener::wait(std::chrono::milliseconds within) {
    const bool is_connected = connect();
    waker_.wait(is_connected ? session_->connection->socket() : -1, within);
    if (!is_connected) return {};
    auto lines = session_->connection->take_notifications();
    if (session_->connection->failure() == PostgresFailure::lost) session_.reset();
    return lines;
}

}  // namespace burner::storage
