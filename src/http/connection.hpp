#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "http/body_budget.hpp"
#include "http/buffer.hpp"
#include "http/chunked_body.hpp"
#include "http/head.hpp"
#include "http/head_scanner.hpp"
#include "http/open_connections.hpp"
#include "http/peer.hpp"
#include "http/refusal.hpp"
#include "http/response_writer.hpp"
#include "http/sockets.hpp"
#include "http/websocket_connection.hpp"

namespace burner::http {

/// One client's connection: it reads a request, has it answered, writes the answer, and begins again. It lives as long
/// as its coroutine, on the server's thread. It waits for one thing at a time and sets one deadline for it, which the
/// sweep of all connections enforces by cancelling the wait.
class Connection final : public OpenConnection, public Client {
  public:
    Connection(std::shared_ptr<OpenConnections> connections, Socket socket, const Peer& peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    base::Task<void> run();

    void end_overdue_wait() override;
    void end_idle_wait() override;
    bool give_way() override;
    void cut() override;

    bool is_connected() const override;
    base::Task<std::expected<void, Refusal>> receive_body(std::size_t owner) override;

  private:
    using Time = OpenConnections::Time;
    template <class T>
    using Received = std::expected<T, Refusal>;

    /// The part of an answer that the socket's buffer did not take.
    struct Unsent {
        std::string_view head, content;
        std::size_t sent = 0;
        std::size_t size() const { return head.size() + content.size(); }
        bool empty() const { return size() == 0; }
        void take(std::size_t count);
    };

    base::Task<void> serve();
    base::Task<bool> exchange(std::size_t head_size);
    base::Task<bool> answer(const Head& head);
    std::optional<Unsent> send_at_once(const Response& response, const Delivery& delivery);
    base::Task<bool> send_rest(Unsent unsent, std::size_t owner);
    void make_room();
    base::Task<void> refuse(Refusal refusal);
    base::Task<void> linger();
    base::Task<void> become_web_socket();

    Received<std::optional<std::size_t>> find_head();
    base::Task<Received<void>> receive_head();
    Received<void> take_body(Head& head, std::size_t head_size);
    Received<bool> take_chunks(std::string_view first);
    base::Task<Received<void>> receive_sized(std::size_t length, std::size_t owner);
    base::Task<Received<void>> receive_chunked(std::size_t owner);
    Received<void> count_body(std::size_t owner);
    base::Task<Received<std::size_t>> receive(std::span<char> room, Time deadline);

    bool is_between_requests() const;
    Time begin_wait();
    bool confirm_expectation();
    Time body_deadline(Time start, std::size_t received) const;
    void find_client(const Head& head);
    void finish_request();

    std::shared_ptr<OpenConnections> connections_;
    mutable Socket socket_;
    Peer peer_;
    std::string from_;  // who sent the current request: the peer itself unless that is a trusted proxy

    Buffer input_;
    HeadScanner scanner_;
    std::vector<Header> fields_;
    Head* unread_ = nullptr;  // of the current request, while its body has not been received
    std::string body_;        // where it is not left in input_
    BodyBudget::Share body_share_;
    std::optional<ChunkedBody> chunks_;
    std::size_t used_ = 0;  // of input_, by the current request
    std::string surplus_;   // received with the end of a chunked body, belongs to the next request
    std::string output_;

    std::unique_ptr<Upgrade> upgrade_;
    std::shared_ptr<WebSocketConnection> web_socket_;  // once it is one

    Time deadline_ = Time::max();
    Time head_deadline_ = Time::max();
    Time idle_since_;
    bool fresh_ = true;  // no request has come yet
    bool expired_ = false;
};

}  // namespace burner::http
