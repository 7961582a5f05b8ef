#include "http/connection.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>

#include "base/log.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kept_bytes = 4096;
constexpr std::size_t kept_fields = 32;

/// Frees a container that holds too much. Assigning an empty value would keep the memory.
template <class Container>
void shrink_to(Container& container, std::size_t kept) {
    if (container.capacity() > kept) Container{}.swap(container);
}

}  // namespace

Connection::Connection(std::shared_ptr<OpenConnections> connections, Socket socket, const Peer& peer)
    : connections_(std::move(connections)),
      socket_(std::move(socket)),
      peer_(peer),
      from_(to_text(peer.address)),
      body_share_(connections_->shared().bodies),
      idle_since_(connections_->now()) {
    connections_->add(*this);
    connections_->shared().connections.add(peer_);
}

Connection::~Connection() {
    connections_->shared().connections.remove(peer_);
}

base::Task<void> Connection::run() {
    try {
        co_await serve();
        if (upgrade_) co_await become_web_socket();
    } catch (const std::exception& error) {
        base::log(base::LogLevel::error, "connection failed", {{"error", error.what()}});
    }
}

base::Task<void> Connection::serve() {
    for (;;) {
        const auto head_size = find_head();
        if (!head_size) {
            co_await refuse(head_size.error());
            co_return;
        }
        if (*head_size) {
            const bool stays = co_await exchange(**head_size);
            if (!stays) co_return;
            continue;
        }
        const auto received = co_await receive_head();
        if (!received) {
            co_await refuse(received.error());
            co_return;
        }
    }
}

base::Task<bool> Connection::exchange(std::size_t head_size) {
    IdleHook::unlink();
    auto head = parse_head(input_.data().substr(0, head_size), fields_, connections_->limits());
    if (!head) {
        co_await refuse(head.error());
        co_return false;
    }
    find_client(*head);
    head->request.from = from_;
    head->request.client = this;
    if (const auto taken = take_body(*head, head_size); !taken) {
        co_await refuse(taken.error());
        co_return false;
    }
    if (connections_->stopped()) co_return false;
    co_return co_await answer(*head);
}

base::Task<bool> Connection::answer(const Head& head) {
    std::optional<Response> response;
    try {
        auto given = connections_->handler().handle(head.request);
        if (auto* task = std::get_if<base::Task<Response>>(&given)) {
            response.emplace(co_await std::move(*task));
        } else {
            response.emplace(std::get<Response>(std::move(given)));
        }
    } catch (const std::exception& error) {
        base::log(base::LogLevel::error, "handler failed", {{"error", error.what()}});
    }
    if (!response) response.emplace(connections_->handler().refuse(500, {}, from_));

    // Answers of one turn of the loop leave one after the other: a client that was woken by the first finds the
    // next before it sleeps again, and waking it costs more than sending to it.
    co_await asio::post(socket_.get_executor(), awaiting);

    // A connection whose body is still to come ends: nobody knows where its next request begins.
    const bool is_whole = unread_ == nullptr;
    const bool upgrades = is_whole && response->upgrade != nullptr;
    const bool stays = upgrades || (is_whole && head.keep_alive && !response->close && !connections_->draining());
    // Nearly every answer fits the socket's buffer: only what does not costs a coroutine.
    const auto unsent =
        send_at_once(*response, {stays, head.http_1_0, head.request.method == Method::head, connections_->date()});
    bool sent = unsent.has_value();
    if (sent && !unsent->empty()) sent = co_await send_rest(*unsent, response->owner);
    finish_request();
    if (!sent) co_return false;
    if (upgrades) {
        // A client may not send more until the answer is there (RFC 6455 section 4.1).
        if (input_.empty()) upgrade_ = std::move(response->upgrade);
        co_return false;
    }
    if (!stays && (!is_whole || !input_.empty())) co_await linger();
    co_return stays;
}

base::Task<void> Connection::become_web_socket() {
    for (auto* bytes : {&body_, &surplus_, &output_, &from_}) shrink_to(*bytes, 0);
    shrink_to(fields_, 0);
    input_ = {};
    web_socket_ = std::make_shared<WebSocketConnection>(std::move(socket_), connections_->limits().web_socket,
                                                        connections_->now());
    if (connections_->draining()) end_idle_wait();
    auto upgrade = std::move(*std::exchange(upgrade_, nullptr));
    co_await web_socket_->run(std::move(upgrade));
}

void Connection::find_client(const Head& head) {
    if (peer_.is_proxy) from_ = to_text(connections_->proxies().client_behind(peer_.address, head.request.headers));
}

void Connection::finish_request() {
    input_.consume(std::min(used_, input_.data().size()));
    scanner_.reset();
    head_deadline_ = Time::max();
    idle_since_ = connections_->now();
    fresh_ = false;
    if (peer_.is_proxy) from_ = to_text(peer_.address);
    if (!surplus_.empty()) input_.append(std::exchange(surplus_, {}));
    if (input_.empty()) input_.release();
    unread_ = nullptr;
    chunks_.reset();
    shrink_to(body_, kept_bytes);
    body_share_.release();
    shrink_to(output_, kept_bytes);
    shrink_to(fields_, kept_fields);
}

void Connection::end_overdue_wait() {
    if (web_socket_) {
        web_socket_->sweep(connections_->now());
        return;
    }
    if (deadline_ > connections_->now()) return;
    expired_ = true;
    error_code error;
    socket_.cancel(error);
}

void Connection::end_idle_wait() {
    if (web_socket_) {
        web_socket_->end({}, close_code::going_away, "The server stops");
        return;
    }
    if (!IdleHook::is_linked()) return;
    // A connection just made is about to bring its request.
    if (fresh_) {
        deadline_ = std::min(deadline_, connections_->now() + connections_->limits().sweep);
        return;
    }
    error_code error;
    socket_.cancel(error);
}

bool Connection::give_way() {
    error_code error;
    if (socket_.available(error) > 0) return false;
    IdleHook::unlink();
    expired_ = true;
    socket_.cancel(error);
    return true;
}

bool Connection::is_connected() const {
    if (connections_->draining()) return false;
    char next = 0;
    error_code error;
    socket_.receive(asio::buffer(&next, 1), Socket::message_peek, error);
    return !error || error == asio::error::would_block;
}

void Connection::cut() {
    if (web_socket_) {
        web_socket_->cut();
        return;
    }
    error_code error;
    socket_.close(error);
}

}  // namespace burner::http
