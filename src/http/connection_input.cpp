// How a connection receives a request: its head, its body, in time.
#include <algorithm>
#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "http/chunked_body.hpp"
#include "http/connection.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr Refusal gone{0, {}};  // nobody is there to be told
constexpr std::size_t body_step = 16384;

}  // namespace

Connection::Received<std::optional<std::size_t>> Connection::find_head() {
    // RFC 9112 section 2.2: empty lines before a request are ignored.
    while (input_.data().starts_with("\r\n")) input_.consume(2);
    if (input_.data() == "\r") return std::nullopt;
    const auto most = roster_->limits().header_bytes;
    const auto size = scanner_.scan(input_.data().substr(0, most));
    if (!size || *size || input_.data().size() < most) return size;
    if (scanner_.in_request_line()) return http::refuse(414, "Request target too long");
    return http::refuse(431, "Request header too large");
}

base::Task<Connection::Received<void>> Connection::receive_head() {
    const bool is_idle = is_between_requests();
    const auto room = input_.make_room();
    auto received = co_await receive(room, begin_wait());
    if (!received && is_idle && (expired_ || roster_->draining())) {
        // What arrived while the wait was being ended is served.
        error_code error;
        const auto size = socket_.read_some(asio::buffer(room.data(), room.size()), error);
        if (error) co_return std::unexpected(gone);
        received = size;
    }
    if (!received) co_return std::unexpected(received.error());
    input_.commit(*received);
    co_return Received<void>{};
}

/// Empty lines before a request are no part of it, nor is the first half of one.
bool Connection::is_between_requests() const {
    return input_.empty() || input_.data() == "\r";
}

/// Says until when the next bytes must come. Neither empty lines nor single bytes put that off.
Connection::Time Connection::begin_wait() {
    const auto& limits = roster_->limits();
    if (is_between_requests()) {
        if (!IdleHook::is_linked()) roster_->add_idle(*this);
        if (roster_->draining()) return roster_->now() + limits.sweep;
        return idle_since_ + (fresh_ ? limits.header_deadline : limits.idle);
    }
    IdleHook::unlink();
    if (head_deadline_ == Time::max()) head_deadline_ = roster_->now() + limits.header_deadline;
    return head_deadline_;
}

base::Task<Connection::Received<void>> Connection::receive_body(const Head& head, std::size_t head_size) {
    const auto first = input_.data().substr(head_size);
    if (head.expects_continue && first.empty() && !confirm_expectation()) co_return std::unexpected(gone);
    body_.clear();
    if (head.framing == Framing::chunked) co_return co_await receive_chunked(first);
    body_ = first;
    co_return co_await receive_sized(head.length);
}

base::Task<Connection::Received<void>> Connection::receive_sized(std::size_t length) {
    const auto start = roster_->now();
    for (auto size = body_.size(); size < length;) {
        // Memory follows what has come, not what was announced.
        if (size == body_.size()) body_.resize(std::min(length, size + std::max(size, body_step)));
        const std::span room{body_.data() + size, body_.size() - size};
        const auto received = co_await receive(room, body_deadline(start, size));
        if (!received) co_return std::unexpected(received.error());
        size += *received;
    }
    co_return Received<void>{};
}

base::Task<Connection::Received<void>> Connection::receive_chunked(std::string_view first) {
    const auto& limits = roster_->limits();
    ChunkedBody decoder{limits.body_bytes, limits.header_bytes};
    const auto start = roster_->now();
    const auto used = decoder.feed(first, body_);
    if (!used) co_return std::unexpected(used.error());
    used_ += *used;
    std::array<char, body_step> raw;
    for (std::size_t total = 0; !decoder.done();) {
        const auto received = co_await receive(raw, body_deadline(start, total));
        if (!received) co_return std::unexpected(received.error());
        total += *received;
        const std::string_view piece{raw.data(), *received};
        const auto fed = decoder.feed(piece, body_);
        if (!fed) co_return std::unexpected(fed.error());
        surplus_ = piece.substr(*fed);
    }
    co_return Received<void>{};
}

base::Task<Connection::Received<std::size_t>> Connection::receive(std::span<char> room, Time deadline) {
    expired_ = false;
    deadline_ = deadline;
    const auto [error, size] = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), awaiting);
    deadline_ = Time::max();
    if (!error) co_return size;
    if (expired_) co_return http::refuse(408, "Request not received in time");
    co_return std::unexpected(gone);
}

bool Connection::confirm_expectation() {
    static constexpr std::string_view interim = "HTTP/1.1 100 Continue\r\n\r\n";
    error_code error;
    return socket_.write_some(asio::buffer(interim.data(), interim.size()), error) == interim.size();
}

Connection::Time Connection::body_deadline(Time start, std::size_t received) const {
    const auto& limits = roster_->limits();
    return start + limits.header_deadline + std::chrono::milliseconds{received * 1000 / limits.bytes_per_second};
}

}  // namespace burner::http
