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
#include "http/buffer.hpp"
#include "http/head.hpp"
#include "http/head_scanner.hpp"
#include "http/refusal.hpp"
#include "http/response_writer.hpp"
#include "http/roster.hpp"
#include "http/sockets.hpp"
#include "http/websocket_connection.hpp"

namespace burner::http {

/// One client's connection: reads a request, has it answered, writes the answer, and again. Lives as long as its
/// coroutine, on the server's thread. It waits for one thing at a time and sets one deadline for it, which the
/// roster's sweep enforces by cancelling the wait.
class Connection final : public RosterHook, public Asker {
  public:
    Connection(std::shared_ptr<Roster> roster, Socket socket, std::string peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    base::Task<void> run();

    void end_overdue_wait();
    void end_idle_wait();
    void cut();

    bool is_waiting() const override;

  private:
    using Time = Roster::Time;
    template <class T>
    using Received = std::expected<T, Refusal>;

    /// What the socket's buffer did not take of an answer.
    struct Unsent {
        std::string_view head, content;
        bool empty() const { return head.empty() && content.empty(); }
    };

    base::Task<void> serve();
    base::Task<bool> exchange(std::size_t head_size);
    base::Task<bool> answer(const Head& head);
    std::optional<Unsent> send_at_once(const Response& response, const Delivery& delivery);
    base::Task<bool> send_rest(Unsent unsent);
    base::Task<void> refuse(Refusal refusal);
    base::Task<void> linger();
    base::Task<void> become_web_socket();

    Received<std::optional<std::size_t>> find_head();
    base::Task<Received<void>> receive_head();
    base::Task<Received<void>> receive_body(const Head& head, std::size_t head_size);
    base::Task<Received<void>> receive_sized(std::size_t length);
    base::Task<Received<void>> receive_chunked(std::string_view first);
    base::Task<Received<std::size_t>> receive(std::span<char> room, Time deadline);

    bool confirm_expectation();
    Time body_deadline(Time start, std::size_t received) const;
    void finish_request();

    std::shared_ptr<Roster> roster_;
    mutable Socket socket_;
    std::string peer_;

    Buffer input_;
    HeadScanner scanner_;
    std::vector<Header> fields_;
    std::string body_;      // where it is not left in input_
    std::size_t used_ = 0;  // of input_, by the current request
    std::string surplus_;   // received with the end of a chunked body, belongs to the next request
    std::string output_;

    std::unique_ptr<Upgrade> upgrade_;
    std::shared_ptr<WebSocketConnection> web_socket_;  // once it is one

    Time deadline_ = Time::max();
    Time head_deadline_ = Time::max();
    bool idle_ = false;
    bool fresh_ = true;  // nothing received yet
    bool expired_ = false;
};

}  // namespace burner::http
