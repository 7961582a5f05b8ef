#include "http/socket_client.hpp"

#include <stdexcept>

namespace burner::http::tests {

namespace {

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char c : bytes) number = number << 8 | static_cast<std::uint8_t>(c);
    return number;
}

}  // namespace

std::string masked_frame(int first, std::string_view payload) {
    const std::string mask = "\x12\x34\x56\x78";
    std::string frame{static_cast<char>(first)};
    const auto length = [&](int code, int bytes) {
        frame += static_cast<char>(0x80 | code);
        for (int i = bytes - 1; i >= 0; --i) frame += static_cast<char>(payload.size() >> (8 * i));
    };
    if (payload.size() < 126) {
        length(static_cast<int>(payload.size()), 0);
    } else if (payload.size() < 65536) {
        length(126, 2);
    } else {
        length(127, 8);
    }
    frame += mask;
    for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame;
}

std::string close_payload(int code, std::string_view reason) {
    std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
    return payload.append(reason);
}

SocketClient::SocketClient(std::uint16_t port, std::string_view path) : client_(port) {
    std::string request = "GET ";
    request.append(path).append(
        " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    client_.send(request);
    handshake_ = client_.answer();
    if (status_of(handshake_) != 101) throw std::runtime_error("no handshake: " + handshake_);
}

std::optional<SentFrame> SocketClient::next() {
    const auto head = client_.exactly(2);
    if (head.size() < 2) return std::nullopt;
    if ((head[0] & 0x80) == 0 || (head[1] & 0x80) != 0) throw std::runtime_error("not a whole, unmasked frame");
    std::uint64_t size = static_cast<std::uint8_t>(head[1]);
    if (size >= 126) size = big_endian(client_.exactly(size == 126 ? 2 : 8));
    SentFrame frame{head[0] & 0x0f, client_.exactly(size)};
    if (frame.payload.size() < size) return std::nullopt;
    return frame;
}

int SocketClient::closed_with() {
    for (;;) {
        const auto frame = next();
        if (!frame) return 1006;
        if (frame->opcode != 8) continue;
        send(0x88, std::string_view{frame->payload}.substr(0, 2));
        return frame->payload.size() < 2 ? 1005 : static_cast<int>(big_endian(frame->payload.substr(0, 2)));
    }
}

}  // namespace burner::http::tests
