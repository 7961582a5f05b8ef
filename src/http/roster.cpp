#include "http/roster.hpp"

#include <algorithm>
#include <utility>

#include "http/connection.hpp"
#include "http/date.hpp"

namespace burner::http {

Roster::Roster(Handler& handler, const Limits& limits, Connections& connections, TrustedProxies proxies)
    : handler_(handler), limits_(limits), connections_(connections), proxies_(std::move(proxies)) {
    read_clocks();
}

void Roster::add(Connection& connection) {
    open_.push_back(connection);
}

void Roster::add_idle(Connection& connection) {
    idle_.push_back(connection);
}

bool Roster::close_longest_idle() {
    return std::ranges::any_of(idle_, [](IdleHook& hook) { return static_cast<Connection&>(hook).give_way(); });
}

void Roster::sweep() {
    read_clocks();
    for (auto& hook : open_) static_cast<Connection&>(hook).end_overdue_wait();
}

void Roster::drain() {
    stage_ = Stage::draining;
    for (auto& hook : open_) static_cast<Connection&>(hook).end_idle_wait();
}

void Roster::stop() {
    stage_ = Stage::stopped;
    for (auto& hook : open_) static_cast<Connection&>(hook).cut();
}

void Roster::read_clocks() {
    now_ = std::chrono::steady_clock::now();
    date_ = to_imf_fixdate(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

}  // namespace burner::http
