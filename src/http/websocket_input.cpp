// How a WebSocket receives: frames of the client, its close, in time.
#include <array>

#include <boost/asio/buffer.hpp>

#include "http/websocket_connection.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;

constexpr std::size_t receive_step = 512;

}  // namespace

base::Task<void> WebSocketConnection::receive() {
    std::array<char, receive_step> bytes;
    for (bool goes_on = true; goes_on;) {
        const auto [error, size] = co_await socket_.async_read_some(asio::buffer(bytes), awaiting);
        if (error) co_return;
        heard_at_ = now_;
        // After a violation the bytes mean nothing; they are read so that the close frame arrives (no reset).
        if (!deaf_) goes_on = take({bytes.data(), size});
    }
    co_await finish_writing();
}

/// Takes what the client sent. False when the client has closed.
bool WebSocketConnection::take(std::string_view bytes) {
    for (;;) {
        const auto message = reader_.next(bytes);
        if (!message) {
            fail(message.error());
            return true;
        }
        if (!*message) return true;
        if (!take_message(**message)) return false;
    }
}

bool WebSocketConnection::take_message(const Message& message) {
    if (message.opcode == Opcode::close) {
        end({}, code_of(message), {});
        return false;
    }
    if (message.opcode == Opcode::ping && !ended_) {
        pong_ = message.payload;
        flush();
    }
    return true;
}

void WebSocketConnection::fail(const Violation& violation) {
    deaf_ = true;
    if (ended_) {
        cut();
        return;
    }
    end({}, violation.code, violation.reason);
}

base::Task<void> WebSocketConnection::finish_writing() {
    while (socket_.is_open() && (writing_ || !control_.empty())) co_await changed_.wait();
}

}  // namespace burner::http
