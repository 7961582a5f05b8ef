#include "http/client.hpp"

#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace burner::http::tests {

namespace {

sockaddr_in loopback(const char* address, std::uint16_t port) {
    sockaddr_in end{};
    end.sin_family = AF_INET;
    end.sin_port = htons(port);
    inet_pton(AF_INET, address, &end.sin_addr);
    return end;
}

void make_narrow(int socket) {
    const int window = 4096, segment = 536;
    ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
    ::setsockopt(socket, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
}

}  // namespace

Client::Client(std::uint16_t port, const ClientOptions& options) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (options.is_narrow) make_narrow(socket_);
    const auto own = loopback(options.from, 0), address = loopback("127.0.0.1", port);
    const bool is_bound = ::bind(socket_, reinterpret_cast<const sockaddr*>(&own), sizeof own) == 0;
    if (!is_bound || ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect");
    }
}

Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

void Client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Client::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

bool Client::receive() {
    char piece[65536];
    const auto size = ::recv(socket_, piece, sizeof piece, 0);
    timed_out_ = size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (size <= 0) return false;
    received_.append(piece, static_cast<std::size_t>(size));
    return true;
}

std::string Client::answer(bool head_only) {
    auto end = received_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!receive()) return {};
        end = received_.find("\r\n\r\n");
    }
    const std::string_view name = "\r\nContent-Length: ";
    const auto at = std::string_view{received_}.substr(0, end).find(name);
    auto size = end + 4;
    if (at != std::string_view::npos && !head_only) size += std::strtoul(&received_[at + name.size()], nullptr, 10);
    while (received_.size() < size) {
        if (!receive()) return {};
    }
    auto whole = received_.substr(0, size);
    received_.erase(0, size);
    return whole;
}

std::string Client::exactly(std::size_t size) {
    while (received_.size() < size && receive()) {
    }
    auto bytes = received_.substr(0, size);
    received_.erase(0, bytes.size());
    return bytes;
}

std::optional<std::string> Client::rest() {
    while (receive()) {
    }
    if (timed_out_) return std::nullopt;
    return std::exchange(received_, {});
}

int status_of(std::string_view answer) {
    if (!answer.starts_with("HTTP/1.1 ")) return 0;
    return std::atoi(std::string{answer.substr(9, 3)}.c_str());
}

std::string_view body_of(std::string_view answer) {
    const auto end = answer.find("\r\n\r\n");
    return end == std::string_view::npos ? std::string_view{} : answer.substr(end + 4);
}

}  // namespace burner::http::tests
