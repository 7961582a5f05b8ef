#include "storage/postgres/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include "base/log.hpp"

namespace burner::storage {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int oldest_server = 150'000;

/// What each session starts with. A lock is waited for less long than an exchange may take: so it is the server that
/// gives up, and its outcome is known. A transaction is idle less long still: a node that stops in the middle holds its
/// locks until then, and those who wait for them, such as revocations on all nodes, go on.
constexpr const char* session_settings =
    "SET lock_timeout = '4s'; SET idle_in_transaction_session_timeout = '2s';"
    " SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN"
    " ('off', 'local'); SELECT current_setting('transaction_read_only')";

/// Waits for the socket. False at the deadline.
bool wait_on(int socket, short events, Clock::time_point until) {
    pollfd watched{socket, events, 0};
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        const int ready = ::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
}

std::string first_line(std::string_view text) {
    return std::string{text.substr(0, std::min(text.find('\n'), text.size()))};
}

/// Takes the last `FATAL:  28P01: the reason` out of libpq's text about a connection. The words before it depend on the
/// server's language; the five characters do not.
struct Refusal {
    std::string state;  ///< empty: the server has said nothing
    std::string reason;
};

Refusal refusal_of(std::string_view text) {
    for (std::size_t at = text.rfind(":  "); at != std::string_view::npos && at > 0; at = text.rfind(":  ", at - 1)) {
        const std::string_view rest = text.substr(at + 3);
        if (rest.size() > 7 && rest.substr(5, 2) == ": ")
            return {std::string{rest.substr(0, 5)}, first_line(rest.substr(7))};
    }
    const auto failed = text.find(" failed: ");
    return {{}, first_line(failed == std::string_view::npos ? text : text.substr(failed + 9))};
}

ConnectFailure failure_of(std::string_view state) {
    if (state.empty()) return ConnectFailure::unreachable;
    if (state.starts_with("28") || state == "42501") return ConnectFailure::login;
    if (state == "3D000") return ConnectFailure::no_database;
    return ConnectFailure::unready;
}

std::unexpected<ConnectError> cannot_connect(PGconn* handle) {
    const Refusal refusal = refusal_of(PQerrorMessage(handle));
    const bool wants_password = refusal.state.empty() && PQconnectionNeedsPassword(handle) == 1;
    return std::unexpected(
        ConnectError{wants_password ? ConnectFailure::login : failure_of(refusal.state), refusal.reason});
}

std::unexpected<ConnectError> timed_out(std::chrono::milliseconds within) {
    return std::unexpected(
        ConnectError{ConnectFailure::unreachable, fmt::format("no answer within {} ms", within.count())});
}

/// Lets libpq connect until it has, or has failed. False at the deadline.
bool poll_connecting(PGconn* handle, Clock::time_point until) {
    auto wanted = PGRES_POLLING_WRITING;
    while (wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING) {
        const short events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (!wait_on(PQsocket(handle), events, until)) return false;
        wanted = PQconnectPoll(handle);
    }
    return true;
}

std::string_view field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

/// Judges an error by its SQLSTATE. A server that goes away, or takes no more writes, is left.
PostgresFailure judge(std::string_view state) {
    if (state == "40001" || state == "40P01") return PostgresFailure::conflict;
    const bool is_leaving =
        state.starts_with("57P") || state.starts_with("08") || state == "25006" || state == "25P03" || state.empty();
    return is_leaving ? PostgresFailure::lost : PostgresFailure::refused;
}

}  // namespace

void FreeResult::operator()(pg_result* result) const {
    PQclear(result);
}

base::Result<std::unique_ptr<PostgresConnection>, ConnectError> PostgresConnection::open(
    const ConnectionString::Parameters& parameters, std::chrono::milliseconds within,
    std::chrono::milliseconds deadline) {
    std::vector<const char*> keywords;
    std::vector<const char*> values;
    for (const auto& [keyword, value] : parameters) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    std::unique_ptr<PostgresConnection> connection{
        new PostgresConnection(PQconnectStartParams(keywords.data(), values.data(), 0), deadline)};
    PGconn* handle = connection->handle_;
    if (handle == nullptr || PQstatus(handle) == CONNECTION_BAD) return cannot_connect(handle);
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE);  // names the SQLSTATE
    PQsetNoticeProcessor(handle, [](void*, const char*) {}, nullptr);
    if (!poll_connecting(handle, Clock::now() + within)) return timed_out(within);
    if (PQstatus(handle) != CONNECTION_OK) return cannot_connect(handle);
    if (auto ready = connection->set_up(); !ready) return std::unexpected(ready.error());
    return connection;
}

/// Checks the server, applies the session's settings and enters pipeline mode, in which it stays.
base::Result<void, ConnectError> PostgresConnection::set_up() {
    if (PQserverVersion(handle_) < oldest_server)
        return std::unexpected(ConnectError{ConnectFailure::too_old, PQparameterStatus(handle_, "server_version")});
    const auto until = Clock::now() + deadline_;
    std::string is_read_only;
    if (PQsetnonblocking(handle_, 1) != 0 || PQsendQuery(handle_, session_settings) != 1 || !flush(until))
        return cannot_connect(handle_);
    while (const auto result = next_result(until)) {
        if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR)
            return std::unexpected(ConnectError{failure_of(field(result.get(), PG_DIAG_SQLSTATE)),
                                                std::string{field(result.get(), PG_DIAG_MESSAGE_PRIMARY)}});
        if (PQntuples(result.get()) == 1) is_read_only = PQgetvalue(result.get(), 0, 0);
    }
    if (has_failed()) return timed_out(deadline_);
    if (is_read_only == "on") return std::unexpected(ConnectError{ConnectFailure::read_only, "it is read-only"});
    if (PQenterPipelineMode(handle_) != 1) return cannot_connect(handle_);
    return {};
}

PostgresConnection::~PostgresConnection() {
    PQfinish(handle_);
}

bool PostgresConnection::is_alive() {
    while (failure_ != PostgresFailure::lost && wait_on(PQsocket(handle_), POLLIN, Clock::now())) {
        if (PQconsumeInput(handle_) != 1) return false;
        PQisBusy(handle_);  // reads the messages
        if (PQstatus(handle_) != CONNECTION_OK) return false;
    }
    return failure_ != PostgresFailure::lost;
}

bool PostgresConnection::listen(std::string_view channel) {
    const std::string statement = fmt::format("LISTEN {}", channel);
    begin_work();
    queue(statement);
    exchange();
    return !has_failed();
}

int PostgresConnection::socket() const {
    return failure_ == PostgresFailure::lost ? -1 : PQsocket(handle_);
}

std::vector<std::string> PostgresConnection::take_notifications() {
    std::vector<std::string> payloads;
    if (!is_alive()) lose(PQerrorMessage(handle_));
    while (const std::unique_ptr<PGnotify, decltype(&PQfreemem)> said{PQnotifies(handle_), &PQfreemem}) {
        if (said->be_pid != PQbackendPID(handle_)) payloads.emplace_back(said->extra);
    }
    return payloads;
}

void PostgresConnection::begin_work(Clock::time_point until) {
    work_until_ = until;
    if (failure_ != PostgresFailure::lost) failure_ = PostgresFailure::none;
    changed_rows_ = 0;
}

void PostgresConnection::note_queued(int status, std::string_view sql, Preparation* preparation) {
    if (status != 1) return lose(PQerrorMessage(handle_));
    if (preparation != nullptr) *preparation = Preparation::asked;
    queued_.push_back({sql, preparation});
}

void PostgresConnection::queue(std::string_view sql) {
    if (failure_ == PostgresFailure::lost) return;
    const std::string text{sql};
    note_queued(PQsendQueryParams(handle_, text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1), sql, nullptr);
}

void PostgresConnection::queue_preparation(const std::string& name, const std::string& sql,
                                           std::span<const unsigned> types, Preparation& preparation) {
    if (failure_ == PostgresFailure::lost) return;
    note_queued(PQsendPrepare(handle_, name.c_str(), sql.c_str(), static_cast<int>(types.size()), types.data()), sql,
                &preparation);
}

void PostgresConnection::queue_prepared(const std::string& name, const PostgresParameters& parameters,
                                        std::string_view sql) {
    if (failure_ == PostgresFailure::lost) return;
    note_queued(PQsendQueryPrepared(handle_, name.c_str(), static_cast<int>(parameters.values.size()),
                                    parameters.values.data(), parameters.lengths.data(), parameters.formats.data(), 1),
                sql, nullptr);
}

PostgresResult PostgresConnection::exchange() {
    if (failure_ == PostgresFailure::lost) return nullptr;
    const auto until = std::min(Clock::now() + deadline_, work_until_);
    is_last_left_out_ = false;
    PostgresResult last;
    if (PQpipelineSync(handle_) != 1) {
        lose(PQerrorMessage(handle_));
    } else if (flush(until)) {
        last = read_answers(until);
    }
    for (const Queued& each : queued_) {
        if (each.preparation != nullptr && *each.preparation == Preparation::asked)
            *each.preparation = Preparation::none;
    }
    queued_.clear();
    return has_failed() ? nullptr : std::move(last);
}

void PostgresConnection::send_ahead() {
    if (failure_ == PostgresFailure::lost) return;
    if (PQpipelineSync(handle_) != 1 || PQflush(handle_) < 0) return lose(PQerrorMessage(handle_));
    ++sent_ahead_;
}

/// Reads one answer for each queued statement, then the mark of their end. What was sent ahead has a mark of its own.
PostgresResult PostgresConnection::read_answers(Clock::time_point until) {
    PostgresResult last;
    std::size_t answered = 0;
    while (failure_ != PostgresFailure::lost) {
        auto result = next_result(until);
        if (!result) {  // between two answers, unless the connection has ended
            if (PQstatus(handle_) != CONNECTION_OK) lose(PQerrorMessage(handle_));
            continue;
        }
        if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
            if (sent_ahead_ == 0) return last;
            --sent_ahead_;
            continue;
        }
        read_answer(result.get(), answered);
        ++answered;
        last = std::move(result);
    }
    return nullptr;
}

void PostgresConnection::read_answer(const pg_result* result, std::size_t number) {
    const Queued queued = number < queued_.size() ? queued_[number] : Queued{};
    switch (PQresultStatus(result)) {
        case PGRES_FATAL_ERROR:
            note_error(result, queued.sql);
            is_last_left_out_ = number + 1 < queued_.size() && !field(result, PG_DIAG_SQLSTATE).empty();
            return;
        case PGRES_PIPELINE_ABORTED: return;  // an earlier one has failed
        default: break;
    }
    if (queued.preparation != nullptr) *queued.preparation = Preparation::done;
    const std::string_view count = PQcmdTuples(const_cast<PGresult*>(result));
    changed_rows_ = 0;
    std::from_chars(count.data(), count.data() + count.size(), changed_rows_);
}

void PostgresConnection::note_error(const pg_result* result, std::string_view sql) {
    const auto state = field(result, PG_DIAG_SQLSTATE);
    failure_ = judge(state);
    // libpq's own errors, such as an end of the connection, have no fields.
    reason_ = state.empty() ? first_line(PQresultErrorMessage(result))
                            : fmt::format("{} {}", state, field(result, PG_DIAG_MESSAGE_PRIMARY));
    if (failure_ == PostgresFailure::conflict) return;  // it is run again
    base::log(base::LogLevel::error, "storage failed", {{"statement", sql.substr(0, 80)}, {"reason", reason_}});
}

void PostgresConnection::lose(std::string_view reason) {
    if (failure_ == PostgresFailure::lost) return;
    failure_ = PostgresFailure::lost;
    reason_ = first_line(reason);
    base::log(base::LogLevel::warn, "connection to the database dropped", {{"reason", reason_}});
}

void PostgresConnection::roll_back() {
    if (failure_ == PostgresFailure::lost) return;
    queue("ROLLBACK");
    exchange();
}

bool PostgresConnection::flush(Clock::time_point until) {
    for (int left = PQflush(handle_); left != 0; left = PQflush(handle_)) {
        if (left < 0 || !wait_for(POLLIN | POLLOUT, until)) {
            lose(PQerrorMessage(handle_));
            return false;
        }
        // A server that cannot get rid of its answers does not read on.
        if (PQconsumeInput(handle_) != 1) {
            lose(PQerrorMessage(handle_));
            return false;
        }
    }
    return true;
}

bool PostgresConnection::wait_for(short events, Clock::time_point until) {
    if (wait_on(PQsocket(handle_), events, until)) return true;
    lose(fmt::format("no answer within {} ms", deadline_.count()));
    return false;
}

/// Returns the next result. Null between two, and when the connection is lost.
PostgresResult PostgresConnection::next_result(Clock::time_point until) {
    while (PQisBusy(handle_) == 1) {
        if (!wait_for(POLLIN, until)) return nullptr;
        if (PQconsumeInput(handle_) != 1) {
            lose(PQerrorMessage(handle_));
            return nullptr;
        }
    }
    return PostgresResult{PQgetResult(handle_)};
}

}  // namespace burner::storage
