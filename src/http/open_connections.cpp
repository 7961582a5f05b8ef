#include "http/open_connections.hpp"

#include <algorithm>
#include <utility>

#include "http/date.hpp"

namespace burner::http {

OpenConnections::OpenConnections(Handler& handler, const Limits& limits, SharedState& shared, TrustedProxies proxies)
    : handler_(handler), limits_(limits), shared_(shared), proxies_(std::move(proxies)) {
    read_clocks();
}

void OpenConnections::add(OpenConnection& connection) {
    open_.push_back(connection);
}

void OpenConnections::add_idle(OpenConnection& connection) {
    idle_.push_back(connection);
}

bool OpenConnections::close_longest_idle() {
    return std::ranges::any_of(idle_, [](OpenConnection& connection) { return connection.give_way(); });
}

void OpenConnections::sweep() {
    read_clocks();
    for (auto& connection : open_) connection.end_overdue_wait();
}

void OpenConnections::drain() {
    stage_ = Stage::draining;
    for (auto& connection : open_) connection.end_idle_wait();
}

void OpenConnections::stop() {
    stage_ = Stage::stopped;
    for (auto& connection : open_) connection.cut();
}

void OpenConnections::read_clocks() {
    now_ = std::chrono::steady_clock::now();
    date_ = to_imf_fixdate(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

}  // namespace burner::http
