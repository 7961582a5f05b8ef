#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "storage/postgres/connect_error.hpp"
#include "storage/postgres/connection_string.hpp"

struct pg_conn;
struct pg_result;

namespace burner::storage {

/// The failure of the transaction on a connection, if any. `conflict`: another one was in the way, and this one may be
/// run again. `lost`: the connection is no longer used; what the server did with the statements sent last is not known.
enum class PostgresFailure : std::uint8_t { none, refused, conflict, lost };

struct FreeResult {
    void operator()(pg_result* result) const;
};
using PostgresResult = std::unique_ptr<pg_result, FreeResult>;

/// How far a connection is in preparing a statement. It is `done` when the server's answer has come.
enum class Preparation : std::uint8_t { none, asked, done };

/// One parameter, as the server reads it in binary. A null pointer stands for NULL.
struct PostgresParameters {
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;
};

/// A session with a PostgreSQL server that takes writes. Statements are queued, and travel together when an answer is
/// waited for. Every wait has a deadline; a statement is never cancelled, because the server may have done its work:
/// at the deadline the connection is dropped. Used by one thread at a time.
class PostgresConnection {
  public:
    using Clock = std::chrono::steady_clock;

    /// Connects to one host. Blocks no longer than `within`, besides for the resolution of a name. `deadline` is the
    /// time within which every later exchange must be answered.
    static base::Result<std::unique_ptr<PostgresConnection>, ConnectError> open(
        const ConnectionString::Parameters& parameters, std::chrono::milliseconds within,
        std::chrono::milliseconds deadline);
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;
    ~PostgresConnection();

    /// Tells whether an idle connection is still one: the server has not closed it.
    bool is_alive();

    /// Asks the server for the notifications of a channel from here on. False where it does not answer, or refuses.
    bool listen(std::string_view channel);
    /// Returns the descriptor that becomes readable when the server says something by itself; −1 when it is lost.
    int socket() const;
    /// Reads what the server has said by itself, without waiting. Returns the payloads of the notifications that other
    /// sessions have sent since `listen`.
    std::vector<std::string> take_notifications();

    /// Forgets what became of the last transaction. What the next one sends must also be answered by `until`.
    void begin_work(Clock::time_point until = Clock::time_point::max());
    /// Queues a statement. Its text lives until the next exchange, as does `preparation`.
    void queue(std::string_view sql);
    void queue_preparation(const std::string& name, const std::string& sql, std::span<const unsigned> types,
                           Preparation& preparation);
    void queue_prepared(const std::string& name, const PostgresParameters& parameters, std::string_view sql);
    bool has_queued() const { return !queued_.empty(); }
    /// Sends what is queued and waits for every answer. Returns the last one, or null if the transaction has failed.
    PostgresResult exchange();
    /// Sends what is queued, and leaves its answers to the next exchange. It is for the end of a transaction that only
    /// read: nobody needs to know how it went.
    void send_ahead();
    /// Takes back what the transaction did, as far as the connection allows.
    void roll_back();

    PostgresFailure failure() const { return failure_; }
    bool has_failed() const { return failure_ != PostgresFailure::none; }
    /// Returns why the last transaction that failed did.
    const std::string& reason() const { return reason_; }
    /// Tells whether the server refused a statement before the last one of the exchange, which it then left out.
    bool is_last_left_out() const { return is_last_left_out_; }
    /// Returns how many rows the last statement of the last exchange changed.
    std::int64_t changed_rows() const { return changed_rows_; }

  private:
    struct Queued {
        std::string_view sql;
        Preparation* preparation;  ///< null: it is to be executed
    };

    PostgresConnection(pg_conn* handle, std::chrono::milliseconds deadline) : handle_(handle), deadline_(deadline) {}

    base::Result<void, ConnectError> set_up();
    void note_queued(int status, std::string_view sql, Preparation* preparation);
    bool wait_for(short events, Clock::time_point until);
    bool flush(Clock::time_point until);
    PostgresResult next_result(Clock::time_point until);
    PostgresResult read_answers(Clock::time_point until);
    void read_answer(const pg_result* result, std::size_t number);
    void note_error(const pg_result* result, std::string_view sql);
    void lose(std::string_view reason);

    pg_conn* handle_;
    const std::chrono::milliseconds deadline_;
    Clock::time_point work_until_ = Clock::time_point::max();
    std::vector<Queued> queued_;
    int sent_ahead_ = 0;  ///< how many times, since the last exchange
    std::int64_t changed_rows_ = 0;
    PostgresFailure failure_ = PostgresFailure::none;
    std::string reason_;
    bool is_last_left_out_ = false;
};

}  // namespace burner::storage
