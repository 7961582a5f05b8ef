#include "http/connection.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "base/log.hpp"

namespace burner::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t copied_content = 4096;  // below it, one buffer is cheaper than two
constexpr std::size_t kept_bytes = 4096;
constexpr std::size_t kept_fields = 32;
constexpr std::chrono::seconds linger_time{2};

/// Assigning an empty value would keep the memory.
template <class Container>
void give_back(Container& container, std::size_t kept) {
    if (container.capacity() > kept) Container{}.swap(container);
}

}  // namespace

Connection::Connection(std::shared_ptr<Roster> roster, Socket socket, const Peer& peer)
    : roster_(std::move(roster)),
      socket_(std::move(socket)),
      peer_(peer),
      client_(to_text(peer.address)),
      idle_since_(roster_->now()) {
    roster_->add(*this);
    roster_->connections().open.add(peer_);
}

Connection::~Connection() {
    roster_->connections().open.remove(peer_);
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
    auto head = parse_head(input_.data().substr(0, head_size), fields_, roster_->limits());
    if (!head) {
        co_await refuse(head.error());
        co_return false;
    }
    find_client(*head);
    used_ = head_size + head->length;
    if (head->framing == Framing::chunked || input_.data().size() < used_) {
        const auto received = co_await receive_body(*head, head_size);
        if (!received) {
            co_await refuse(received.error());
            co_return false;
        }
        head->request.body = body_;
    } else {
        head->request.body = input_.data().substr(head_size, head->length);
    }
    head->request.client = client_;
    head->request.asker = this;
    if (roster_->stopped()) co_return false;
    co_return co_await answer(*head);
}

base::Task<bool> Connection::answer(const Head& head) {
    std::optional<Response> response;
    try {
        auto given = roster_->handler().handle(head.request);
        if (auto* task = std::get_if<base::Task<Response>>(&given)) {
            response.emplace(co_await std::move(*task));
        } else {
            response.emplace(std::get<Response>(std::move(given)));
        }
    } catch (const std::exception& error) {
        base::log(base::LogLevel::error, "handler failed", {{"error", error.what()}});
    }
    if (!response) response.emplace(roster_->handler().refuse(500, "Internal error", client_));

    // Answers of one turn of the loop leave one after the other: a client that was woken by the first finds the
    // next before it sleeps again, and waking it costs more than sending to it.
    co_await asio::post(socket_.get_executor(), awaiting);

    const bool upgrades = response->upgrade != nullptr;
    const bool stays = upgrades || (head.keep_alive && !response->close && !roster_->draining());
    // Nearly every answer fits the socket's buffer: only what does not costs a coroutine.
    const auto unsent =
        send_at_once(*response, {stays, head.http_1_0, head.request.method == Method::head, roster_->date()});
    bool sent = unsent.has_value();
    if (sent && !unsent->empty()) sent = co_await send_rest(*unsent, response->owner);
    finish_request();
    if (!sent) co_return false;
    if (upgrades) {
        // Nothing may follow the request until the answer is there (RFC 6455 section 4.1).
        if (input_.empty()) upgrade_ = std::move(response->upgrade);
        co_return false;
    }
    if (!stays && !input_.empty()) co_await linger();
    co_return stays;
}

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
    const auto start = roster_->now();
    const auto kept = unsent.sent + unsent.size();  // all of it, until its last byte has left
    auto& all = roster_->connections().unsent;
    const auto give_up = [this] { make_room(); };
    UnsentAnswers::Waiting waiting{all, roster_->limits(), kept, owner, socket_.get_executor(), give_up};
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
    base::log(base::LogLevel::info, "cut", {{"reason", "unsent answers take too much memory"}, {"from", client_}});
    cut();
}

base::Task<void> Connection::refuse(Refusal refusal) {
    if (refusal.status == 0 || roster_->stopped()) co_return;
    IdleHook::unlink();
    const Response response = roster_->handler().refuse(refusal.status, refusal.reason, client_);
    const auto unsent = send_at_once(response, {false, false, false, roster_->date()});
    bool sent = unsent.has_value();
    if (sent && !unsent->empty()) sent = co_await send_rest(*unsent, response.owner);
    if (sent) co_await linger();
}

/// Closing a socket that holds unread bytes resets the connection, and the client may lose the answer.
base::Task<void> Connection::linger() {
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    const auto deadline = roster_->now() + linger_time;
    for (bool open = !error; open;) {
        input_.consume(input_.data().size());
        const auto received = co_await receive(input_.make_room(), deadline);
        open = received.has_value();
    }
}

base::Task<void> Connection::become_web_socket() {
    for (auto* bytes : {&body_, &surplus_, &output_, &client_}) give_back(*bytes, 0);
    give_back(fields_, 0);
    input_ = {};
    web_socket_ =
        std::make_shared<WebSocketConnection>(std::move(socket_), roster_->limits().web_socket, roster_->now());
    if (roster_->draining()) end_idle_wait();
    auto upgrade = std::move(*std::exchange(upgrade_, nullptr));
    co_await web_socket_->run(std::move(upgrade));
}

void Connection::find_client(const Head& head) {
    if (peer_.is_proxy) client_ = to_text(roster_->proxies().client_behind(peer_.address, head.request.headers));
}

void Connection::finish_request() {
    input_.consume(std::min(used_, input_.data().size()));
    scanner_.reset();
    head_deadline_ = Time::max();
    idle_since_ = roster_->now();
    fresh_ = false;
    if (peer_.is_proxy) client_ = to_text(peer_.address);
    if (!surplus_.empty()) input_.append(std::exchange(surplus_, {}));
    if (input_.empty()) input_.release();
    give_back(body_, kept_bytes);
    give_back(output_, kept_bytes);
    give_back(fields_, kept_fields);
}

void Connection::end_overdue_wait() {
    if (web_socket_) {
        web_socket_->sweep(roster_->now());
        return;
    }
    if (deadline_ > roster_->now()) return;
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
        deadline_ = std::min(deadline_, roster_->now() + roster_->limits().sweep);
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

bool Connection::is_waiting() const {
    if (roster_->draining()) return false;
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
