#include "fakes/postgres_proxy.hpp"

#include <array>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace burner::fakes {

namespace {

constexpr int tick_ms = 5;

sockaddr_un address_in(const std::filesystem::path& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = folder / ".s.PGSQL.5432";
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("path too long");
    std::memcpy(address.sun_path, path.c_str(), path.size());
    return address;
}

bool is_readable(int socket) {
    pollfd watched{socket, POLLIN, 0};
    return ::poll(&watched, 1, tick_ms) > 0;
}

}  // namespace

PostgresProxy::PostgresProxy(std::filesystem::path server)
    : server_(std::move(server)), listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    const auto address = address_in(folder());
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_, 64) != 0)
        throw std::runtime_error("the proxy cannot listen");
    acceptor_ = std::jthread{[this](const std::stop_token& stop) { accept_all(stop); }};
}

PostgresProxy::~PostgresProxy() {
    acceptor_.request_stop();
    acceptor_.join();
    cut();
    ::close(listener_);
}

void PostgresProxy::accept_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        if (!is_readable(listener_)) continue;
        const int client = ::accept(listener_, nullptr, nullptr);
        const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const auto address = address_in(server_);
        if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("the proxy does not reach the server");
        const std::lock_guard lock(mutex_);
        sockets_.insert(sockets_.end(), {client, server});
        threads_.emplace_back(
            [this, client, server](const std::stop_token& ended) { copy(client, server, false, ended); });
        threads_.emplace_back(
            [this, client, server](const std::stop_token& ended) { copy(server, client, true, ended); });
    }
}

void PostgresProxy::copy(int from, int to, bool are_answers, const std::stop_token& stop) {
    std::array<char, 65'536> bytes;
    while (!stop.stop_requested()) {
        if (are_answers && is_holding_) {
            std::this_thread::sleep_for(std::chrono::milliseconds{tick_ms});
            continue;
        }
        if (!is_readable(from) || (are_answers && is_holding_)) continue;
        const auto count = ::recv(from, bytes.data(), bytes.size(), 0);
        if (count <= 0 || ::send(to, bytes.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) != count) break;
    }
    ::shutdown(to, SHUT_WR);
}

void PostgresProxy::cut() {
    const std::lock_guard lock(mutex_);
    for (auto& thread : threads_) thread.request_stop();
    for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    threads_.clear();
    for (const int socket : std::exchange(sockets_, {})) ::close(socket);
}

}  // namespace burner::fakes
