#include "sdk/fake_server.hpp"

#include <array>
#include <charconv>
#include <stdexcept>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <sys/socket.h>
#include <unistd.h>

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

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// Reads until the client has gone or, on a WebSocket, says goodbye.
void wait_for_end(int socket) {
    std::string bytes;
    while (receive(socket, bytes) && !bytes.starts_with('\x88')) bytes.clear();
}

/// RFC 6455 section 4.2.2.
std::string accept_key(const SeenRequest& request) {
    const std::string text = request.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr);
    std::array<unsigned char, 64> encoded{};
    const int length = EVP_EncodeBlock(encoded.data(), hash.data(), static_cast<int>(size));
    return {encoded.begin(), encoded.begin() + length};
}

constexpr std::string_view stream_mark = "stream ";

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

std::string stream(std::string_view frames, AfterFrames then) {
    return fmt::format("{}{}\n{}", stream_mark, then == AfterFrames::hold ? "hold" : "drop", frames);
}

std::string frame(Opcode opcode, std::string_view payload, bool is_last) {
    std::string out;
    out += static_cast<char>(static_cast<unsigned>(opcode) | (is_last ? 0x80U : 0U));
    const std::size_t size = payload.size();
    const int length_bytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
    out += static_cast<char>(length_bytes == 0 ? size : length_bytes == 2 ? 126 : 127);
    for (int byte = length_bytes; byte-- > 0;) out += static_cast<char>(size >> (8 * byte) & 0xFF);
    return out.append(payload);
}

std::string close_frame(int code, std::string_view reason) {
    const std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
    return frame(Opcode::close, payload + std::string{reason});
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
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
    for (std::thread& connection : connections_) connection.join();
    for (const int socket : sockets_) close(socket);
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
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        sockets_.push_back(socket);
        connections_.emplace_back([this, socket] { serve(socket); });
    }
}

/// The socket itself is closed at the end, when its number can no longer mean another.
void FakeServer::serve(int socket) {
    std::string buffer;
    while (serve_one(socket, buffer)) {
    }
    shutdown(socket, SHUT_RDWR);
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
    const std::string accept = accept_key(request);
    const std::string reply = next_reply(std::move(request));
    if (reply.empty()) return false;
    if (reply.starts_with(stream_mark)) {
        const auto frames = reply.find('\n') + 1;
        send_all(socket, fmt::format("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                     "Sec-WebSocket-Accept: {}\r\n\r\n{}",
                                     accept, std::string_view{reply}.substr(frames)));
    } else if (reply != silence) {
        send_all(socket, reply);
        return reply.find("Connection: close") == std::string::npos;
    }
    if (!reply.starts_with(stream({}, AfterFrames::drop))) wait_for_end(socket);
    return false;
}

std::string FakeServer::next_reply(SeenRequest request) {
    const std::scoped_lock lock{mutex_};
    seen_.push_back(std::move(request));
    return seen_.size() <= script_.size() ? script_[seen_.size() - 1] : std::string{};
}

}  // namespace burner::test
