#include "http/open_connections.hpp"

#include <algorithm>
#include <utility>

#include "http/connection.hpp"
#include "http/date.hpp"

namespace burner::http {

OpenConnections::OpenConnections(Handler& handler, const Limits& limits, SharedState& shared, TrustedProxies proxies)
    : handler_(handler), limits_(limits), shared_(shared), proxies_(std::move(proxies)) {
    read_clocks();
}

void OpenConnections::add(Connection& connection) {
    open_.push_back(connection);
}

void OpenConnections::add_idle(Connection& connection) {
    idle_.push_back(connection);
}

bool OpenConnections::close_longest_idle() {
    return std::ranges::any_of(idle_, [](IdleHook& hook) { return static_cast<Connection&>(hook).give_way(); });
}

void OpenConnections::sweep() {
    read_clocks();
    for (auto& hook : open_) static_cast<Connection&>(hook).end_overdue_wait();
}

void OpenConnections::drain() {
    stage_ = Stage::draining;
    for (auto& hook : open_) static_cast<Connection&>(hook).end_idle_wait();
}

void OpenConnections::stop() {
    stage_ = Stage::stopped;
    for (auto& hook : open_) static_cast<Connection&>(hook).cut();
}

void OpenConnections::read_clocks() {
    now_ = std::chrono::steady_clock::now();
    date_ = to_imf_fixdate(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

}  // namespace burner::http
