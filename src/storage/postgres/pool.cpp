#include "storage/postgres/pool.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/log.hpp"

namespace burner::storage {

namespace {

/// How long nobody tries to connect after a failure: storage threads would all wait for the same dead host.
constexpr std::chrono::milliseconds pause_after_failure{250};

}  // namespace

std::chrono::steady_clock::time_point PostgresPool::last_retry() const {
    return Clock::now() + limits_.deadline + pause_after_failure;
}

std::unique_ptr<PostgresSession> PostgresPool::take() {
    {
        std::unique_lock lock(mutex_);
        if (!given_.wait_for(lock, limits_.deadline, [this] { return lent_ < limits_.connections; })) {
            base::log(base::LogLevel::error, "every connection to the database is in use");
            return nullptr;
        }
        ++lent_;
    }
    auto session = take_idle();
    if (!session) session = open_one();
    if (!session) give(nullptr);
    return session;
}

/// Takes the session that was used last, and ends those whose server has gone.
std::unique_ptr<PostgresSession> PostgresPool::take_idle() {
    for (;;) {
        std::unique_ptr<PostgresSession> session;
        {
            const std::lock_guard lock(mutex_);
            if (idle_.empty()) return nullptr;
            session = std::move(idle_.back());
            idle_.pop_back();
        }
        if (session->connection->is_alive()) return session;
    }
}

std::unique_ptr<PostgresSession> PostgresPool::open_one() {
    {
        const std::lock_guard lock(mutex_);
        if (Clock::now() < unreachable_until_) return nullptr;
    }
    auto opened = open();
    if (opened) return *std::move(opened);
    base::log(base::LogLevel::error, "database not reached", {{"reason", opened.error().reason}});
    const std::lock_guard lock(mutex_);
    unreachable_until_ = Clock::now() + pause_after_failure;
    return nullptr;
}

void PostgresPool::give(std::unique_ptr<PostgresSession> session) {
    std::vector<std::unique_ptr<PostgresSession>> ended;
    const std::lock_guard lock(mutex_);
    --lent_;
    if (session && session->connection->failure() != PostgresFailure::lost) {
        idle_.push_back(std::move(session));
    } else if (session) {
        ended = std::exchange(idle_, {});
    }
    given_.notify_one();
}

void PostgresPool::keep(std::unique_ptr<PostgresSession> session) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
}

base::Result<std::unique_ptr<PostgresSession>, ConnectError> PostgresPool::open() const {
    std::optional<ConnectError> telling;
    for (const auto& host : address_.hosts()) {
        auto opened = PostgresConnection::open(host, address_.connect_timeout(), limits_.deadline);
        if (opened) return std::make_unique<PostgresSession>(*std::move(opened));
        // A host that answers says more than one that does not.
        if (!telling || telling->failure == ConnectFailure::unreachable) telling = std::move(opened.error());
    }
    return std::unexpected(*std::move(telling));
}

}  // namespace burner::storage
