// How a connection receives the body of a request, once somebody wants it: in time, and within the budget of all
// bodies.
#include <algorithm>
#include <array>

#include <boost/asio/buffer.hpp>

#include "http/connection.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t body_step = 16384;
constexpr Refusal cut_short{400, "The connection ended before the request body did"};

}  // namespace

/// Takes the body as far as it came with the head, and leaves it where it is if it can.
Connection::Received<void> Connection::take_body(Head& head, std::size_t head_size) {
    used_ = head_size;
    const auto first = input_.data().substr(head_size);
    if (!first.empty()) head.expects_continue = false;  // a client that has begun does not wait to be asked
    if (head.framing == Framing::chunked) {
        const auto done = take_chunks(first);
        if (!done) return std::unexpected(done.error());
        head.request.awaits_body = !*done;
        head.request.body = *done ? std::string_view{body_} : std::string_view{};
    } else if (first.size() < head.length) {
        head.request.awaits_body = true;
    } else {
        head.request.body = first.substr(0, head.length);
        used_ += head.length;
    }
    unread_ = head.request.awaits_body ? &head : nullptr;
    return {};
}

/// Takes the chunks that came with the head. True: the body is whole.
Connection::Received<bool> Connection::take_chunks(std::string_view first) {
    body_.clear();
    body_.reserve(body_step);  // from here on it doubles
    chunks_.emplace(connections_->limits().body_bytes, connections_->limits().header_bytes);
    const auto used = chunks_->feed(first, body_);
    if (!used) return std::unexpected(used.error());
    used_ += *used;
    return chunks_->done();
}

base::Task<std::expected<void, Refusal>> Connection::receive_body(std::size_t owner) {
    Head& head = *unread_;
    Received<void> received;
    if (head.framing == Framing::chunked) {
        received = co_await receive_chunked(owner);
    } else {
        received = co_await receive_sized(head.length, owner);
    }
    if (!received) co_return std::unexpected(received.error().status == 0 ? cut_short : received.error());
    unread_ = nullptr;
    head.request.awaits_body = false;
    head.request.body = body_;
    co_return received;
}

base::Task<Connection::Received<void>> Connection::receive_sized(std::size_t length, std::size_t owner) {
    if (const auto room = body_share_.grow_to(length, owner, connections_->limits()); !room) co_return room;
    const auto first = input_.data().substr(used_);
    if (!confirm_expectation()) co_return std::unexpected(cut_short);
    used_ += first.size();
    // The second argument is of no use: libstdc++ 12 passes the new capacity there.
    body_.resize_and_overwrite(length, [length](char*, std::size_t) { return length; });
    std::ranges::copy(first, body_.data());
    const auto start = connections_->now();
    for (auto size = first.size(); size < length;) {
        const auto received = co_await receive(std::span{body_}.subspan(size), body_deadline(start, size));
        if (!received) co_return std::unexpected(received.error());
        size += *received;
    }
    co_return Received<void>{};
}

base::Task<Connection::Received<void>> Connection::receive_chunked(std::size_t owner) {
    if (!confirm_expectation()) co_return std::unexpected(cut_short);
    const auto start = connections_->now();
    std::array<char, body_step> raw;
    for (std::size_t total = 0; !chunks_->done();) {
        if (const auto room = count_body(owner); !room) co_return room;
        const auto received = co_await receive(raw, body_deadline(start, total));
        if (!received) co_return std::unexpected(received.error());
        total += *received;
        const std::string_view piece{raw.data(), *received};
        const auto used = chunks_->feed(piece, body_);
        if (!used) co_return std::unexpected(used.error());
        surplus_ = piece.substr(*used);
    }
    co_return count_body(owner);
}

/// Counts the memory that a chunked body takes by now, since its size is not known before its end.
Connection::Received<void> Connection::count_body(std::size_t owner) {
    const auto& limits = connections_->limits();
    return body_share_.grow_to(body_.size() > limits.free_body_bytes ? body_.capacity() : 0, owner, limits);
}

/// Asks for the body if the client waits to be asked. False where the interim answer cannot be sent.
bool Connection::confirm_expectation() {
    static constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
    if (!unread_->expects_continue) return true;
    error_code error;
    return socket_.write_some(asio::buffer(interim.data(), interim.size()), error) == interim.size();
}

Connection::Time Connection::body_deadline(Time start, std::size_t received) const {
    const auto& limits = connections_->limits();
    return start + limits.header_deadline + std::chrono::milliseconds{received * 1000 / limits.bytes_per_second};
}

}  // namespace burner::http
