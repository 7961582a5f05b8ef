#include "sdk/fake_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

namespace burner::test {
namespace {

/// Appends what comes next; false at the end.
bool receive(int socket, std::string& buffer) {
    std::array<char, 65536> bytes;
    const auto count = recv(socket, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    buffer.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

std::size_t content_length(const SeenRequest& request) {
    const std::string text = request.header("Content-Length");
    std::size_t length = 0;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

}  // namespace

std::string SeenRequest::header(std::string_view name) const {
    const std::string start = fmt::format("\r\n{}: ", name);
    const auto at = head.find(start);
    if (at == std::string::npos) return {};
    const auto value = at + start.size();
    return head.substr(value, head.find("\r\n", value) - value);
}

std::string answer(int status, std::string_view body, std::string_view more_headers) {
    return fmt::format("HTTP/1.1 {} X\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), more_headers, body);
}

FakeServer::FakeServer(std::vector<std::string> script) : script_(std::move(script)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, 16) != 0 ||
        getsockname(listener_, generic, &size) != 0)
        throw std::runtime_error("cannot listen on loopback");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { run(); }};
}

FakeServer::~FakeServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
}

std::string FakeServer::url() const {
    return fmt::format("http://127.0.0.1:{}", port_);
}

std::vector<SeenRequest> FakeServer::seen() const {
    const std::scoped_lock lock{mutex_};
    return seen_;
}

void FakeServer::run() {
    for (;;) {
        const int connection = accept(listener_, nullptr, nullptr);
        if (connection < 0) return;
        // A client that stays silent must not keep the test from ending.
        const timeval patience{.tv_sec = 5, .tv_usec = 0};
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        std::string buffer;
        while (serve_one(connection, buffer)) {
        }
        close(connection);
    }
}

bool FakeServer::serve_one(int socket, std::string& buffer) {
    SeenRequest request;
    auto end = buffer.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!receive(socket, buffer)) return false;
        end = buffer.find("\r\n\r\n");
    }
    request.head = buffer.substr(0, end + 2);
    buffer.erase(0, end + 4);
    const std::size_t length = content_length(request);
    while (buffer.size() < length)
        if (!receive(socket, buffer)) return false;
    request.body = buffer.substr(0, length);
    buffer.erase(0, length);
    std::string reply;
    {
        const std::scoped_lock lock{mutex_};
        if (seen_.size() < script_.size()) reply = script_[seen_.size()];
        seen_.push_back(std::move(request));
    }
    if (reply.empty()) return false;
    send(socket, reply.data(), reply.size(), MSG_NOSIGNAL);
    return reply.find("Connection: close") == std::string::npos;
}

}  // namespace burner::test
