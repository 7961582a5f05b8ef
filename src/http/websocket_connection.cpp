#include "http/websocket_connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <netinet/tcp.h>
#include <poll.h>

#include "base/log.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using UnsentBytes = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;

/// A client that takes everything at once must not keep the thread from the others.
constexpr std::size_t max_at_once = 16;

/// Copies what is kept for a client that is behind, so that the rest of the message can be freed.
std::string unsent_of(const FrameHead& head, const std::string& text, std::size_t sent) {
    const auto of_head = std::min(sent, head.bytes().size());
    std::string unsent{head.bytes().substr(of_head)};
    unsent.append(text, sent - of_head);
    return unsent;
}

}  // namespace

WebSocketConnection::WebSocketConnection(Socket socket, const WebSocketLimits& limits, Time now)
    : socket_(std::move(socket)),
      limits_(limits),
      reader_(limits.message_bytes),
      changed_(socket_.get_executor()),
      now_(now),
      heard_at_(now),
      pinged_at_(now) {
    // What the kernel holds for a client that does not read is memory too. A socket counts as writable while less than
    // half of the option's bytes are unsent.
    error_code error;
    socket_.set_option(UnsentBytes{static_cast<int>(2 * limits_.unsent_bytes)}, error);
}

base::Task<void> WebSocketConnection::run(Upgrade upgrade) {
    const auto self = shared_from_this();
    asio::co_spawn(
        socket_.get_executor(), [self, task = std::move(upgrade.run)] { return task(*self); },
        asio::bind_cancellation_slot(cancel_.slot(),
                                     [self](const std::exception_ptr& failure) { self->task_ended(failure); }));
    co_await receive();
    cut();
    if (!task_done_) cancel_.emit(asio::cancellation_type::terminal);
    while (!task_done_) co_await changed_.wait();
}

void WebSocketConnection::task_ended(const std::exception_ptr& failure) {
    task_done_ = true;
    try {
        if (failure && !ended_) std::rethrow_exception(failure);
        end({}, close_code::normal, {});
    } catch (const std::exception& error) {
        base::log(base::LogLevel::error, "WebSocket failed", {{"error", error.what()}});
        end({}, close_code::internal_error, {});
    }
    changed_.notify_all();
}

base::Task<bool> WebSocketConnection::send(std::string text) {
    if (++sent_at_once_ > max_at_once) {
        sent_at_once_ = 0;
        co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>{});
    }
    while (writing_ && !ended_) co_await changed_.wait();
    if (ended_) co_return false;
    const FrameHead head{Opcode::text, text.size()};
    error_code error;
    const std::array<asio::const_buffer, 2> frame{asio::buffer(head.bytes()), asio::buffer(text)};
    const auto sent = socket_.write_some(frame, error);
    if (error == asio::error::would_block) error = {};
    if (!error && sent == asio::buffer_size(frame)) co_return true;
    if (!error) {
        start_writing();
        sent_at_once_ = 0;
        const auto unsent = unsent_of(head, std::exchange(text, {}), sent);
        const auto [failure, written] = co_await asio::async_write(socket_, asio::buffer(unsent), awaiting);
        error = failure;
    }
    wrote(error);
    co_return !ended_;
}

base::Task<bool> WebSocketConnection::room() {
    while (writing_ && !ended_) co_await changed_.wait();
    if (ended_) co_return false;
    if (has_room()) co_return true;
    start_writing();
    sent_at_once_ = 0;
    const auto [failure] = co_await socket_.async_wait(Socket::wait_write, awaiting);
    wrote(failure);
    co_return !ended_;
}

/// Asks the system for room, since a wait costs a turn of the event loop even where there is room.
bool WebSocketConnection::has_room() {
    pollfd asked{.fd = socket_.native_handle(), .events = POLLOUT, .revents = 0};
    return ::poll(&asked, 1, 0) == 1;
}

void WebSocketConnection::end(std::string_view last, std::uint16_t code, std::string_view reason) {
    if (ended_) return;
    take_up_pong();
    ended_ = true;
    if (!last.empty()) append_frame(control_, Opcode::text, last);
    append_close(control_, code, reason);
    deadline_ = std::min(deadline_, now_ + limits_.close_wait);
    flush();
    changed_.notify_all();
}

void WebSocketConnection::sweep(Time now) {
    now_ = now;
    if (deadline_ <= now || heard_at_ + limits_.idle <= now) {
        cut();
    } else if (!ended_ && control_.empty() && std::max(heard_at_, pinged_at_) + limits_.ping <= now) {
        pinged_at_ = now;
        append_frame(control_, Opcode::ping, {});
        flush();
    }
}

void WebSocketConnection::cut() {
    ended_ = true;
    error_code error;
    socket_.close(error);
    changed_.notify_all();
}

void WebSocketConnection::start_writing() {
    writing_ = true;
    deadline_ = std::min(deadline_, now_ + limits_.write);
}

/// Answers the last of several pings alone (RFC 6455 section 5.5.3).
void WebSocketConnection::take_up_pong() {
    if (pong_) append_frame(control_, Opcode::pong, *pong_);
    pong_.reset();
}

/// Sends control frames at once, or behind the frame that is on its way.
void WebSocketConnection::flush() {
    if (writing_) return;
    take_up_pong();
    if (control_.empty()) return;
    error_code error;
    const auto sent = socket_.write_some(asio::buffer(control_), error);
    leaving_ = std::exchange(control_, {}).substr(sent);
    if (error && error != asio::error::would_block) {
        wrote(error);
    } else if (leaving_.empty()) {
        wrote({});
    } else {
        start_writing();
        asio::async_write(
            socket_, asio::buffer(leaving_),
            [self = shared_from_this()](const error_code& failure, std::size_t) { self->wrote(failure); });
    }
}

void WebSocketConnection::wrote(const error_code& error) {
    writing_ = false;
    if (error) {
        cut();
        return;
    }
    if (!ended_) deadline_ = Time::max();
    if (!control_.empty() || pong_) {
        flush();
    } else if (deaf_) {
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
    }
    changed_.notify_all();
}

}  // namespace burner::http
