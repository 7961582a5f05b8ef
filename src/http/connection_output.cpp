// How a connection sends an answer, and ends after one that the client may not have expected.
#include <algorithm>
#include <array>

#include <boost/asio/buffer.hpp>

#include "base/log.hpp"
#include "http/connection.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t copied_content = 4096;  // below it, one buffer is cheaper than two
constexpr std::chrono::seconds linger_time{2};

}  // namespace

std::optional<Connection::Unsent> Connection::send_at_once(const Response& response, const Delivery& delivery) {
    output_.clear();
    append_head(output_, response, delivery);
    auto content = sent_content(response, delivery);
    if (content.size() <= copied_content) {
        output_ += content;
        content = {};
    }
    error_code error;
    const std::array<asio::const_buffer, 2> whole{asio::buffer(output_), asio::buffer(content)};
    const auto sent = socket_.write_some(whole, error);
    if (error && error != asio::error::would_block) return std::nullopt;
    const std::string_view head = output_;
    const auto sent_head = std::min(sent, head.size());
    return Unsent{head.substr(sent_head), content.substr(sent - sent_head), sent};
}

void Connection::Unsent::take(std::size_t count) {
    const auto of_head = std::min(count, head.size());
    head.remove_prefix(of_head);
    content.remove_prefix(count - of_head);
    sent += count;
}

base::Task<bool> Connection::send_rest(Unsent unsent, std::size_t owner) {
    const auto start = connections_->now();
    const auto kept = unsent.sent + unsent.size();  // all of it, until its last byte has left
    auto& all = connections_->shared().unsent;
    const auto give_up = [this] { make_room(); };
    UnsentAnswers::Waiting waiting{all, connections_->limits(), kept, owner, socket_.get_executor(), give_up};
    error_code failure;
    while (!failure && !unsent.empty()) {
        deadline_ = body_deadline(start, unsent.sent);
        waiting.set_deadline(deadline_);
        const std::array<asio::const_buffer, 2> rest{asio::buffer(unsent.head), asio::buffer(unsent.content)};
        const auto [error, sent] = co_await socket_.async_write_some(rest, awaiting);
        failure = error;
        unsent.take(sent);
    }
    deadline_ = Time::max();
    co_return !failure;
}

void Connection::make_room() {
    base::log(base::LogLevel::info, "cut", {{"reason", "unsent answers take too much memory"}, {"from", from_}});
    cut();
}

base::Task<void> Connection::refuse(Refusal refusal) {
    if (refusal.status == 0 || connections_->stopped()) co_return;
    IdleHook::unlink();
    const Response response = connections_->handler().refuse(refusal.status, refusal.reason, from_);
    const auto unsent = send_at_once(response, {false, false, false, connections_->date()});
    bool sent = unsent.has_value();
    if (sent && !unsent->empty()) sent = co_await send_rest(*unsent, response.owner);
    if (sent) co_await linger();
}

/// Reads on before the socket is closed: unread bytes would reset the connection, and the client may lose the answer.
base::Task<void> Connection::linger() {
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    const auto deadline = connections_->now() + linger_time;
    for (bool open = !error; open;) {
        input_.consume(input_.data().size());
        const auto received = co_await receive(input_.make_room(), deadline);
        open = received.has_value();
    }
}

}  // namespace burner::http
