// How a connection receives the head of a request, in time.
#include <boost/asio/buffer.hpp>

#include "http/connection.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr Refusal gone{0, {}};  // nobody is there to be told

}  // namespace

Connection::Received<std::optional<std::size_t>> Connection::find_head() {
    // RFC 9112 section 2.2: empty lines before a request are ignored.
    while (input_.data().starts_with("\r\n")) input_.consume(2);
    if (input_.data() == "\r") return std::nullopt;
    const auto max_head = connections_->limits().header_bytes;
    const auto size = scanner_.scan(input_.data().substr(0, max_head));
    if (!size || *size || input_.data().size() < max_head) return size;
    if (scanner_.in_request_line()) return http::refuse(414, "Request target too long");
    return http::refuse(431, "Request header too large");
}

base::Task<Connection::Received<void>> Connection::receive_head() {
    const bool is_idle = is_between_requests();
    const auto room = input_.make_room();
    auto received = co_await receive(room, begin_wait());
    if (!received && is_idle && (expired_ || connections_->draining())) {
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

/// Tells whether no request has begun. Empty lines before a request are no part of it, nor is the first half of one.
bool Connection::is_between_requests() const {
    return input_.empty() || input_.data() == "\r";
}

/// Returns the deadline for the next bytes. Neither empty lines nor single bytes put it off.
Connection::Time Connection::begin_wait() {
    const auto& limits = connections_->limits();
    if (is_between_requests()) {
        if (!IdleHook::is_linked()) connections_->add_idle(*this);
        if (connections_->draining()) return connections_->now() + limits.sweep;
        return idle_since_ + (fresh_ ? limits.header_deadline : limits.idle);
    }
    IdleHook::unlink();
    if (head_deadline_ == Time::max()) head_deadline_ = connections_->now() + limits.header_deadline;
    return head_deadline_;
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

}  // namespace burner::http
