#include "limits/credit_exchange.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"

namespace burner::limits {

namespace asio = boost::asio;

/// Counts a request among those that wait, until it is decided or its worker ends.
class CreditExchange::Waiting {
  public:
    Waiting(CreditExchange& exchange, const CreditUse& use, const base::Executor& executor)
        : exchange_(exchange), use_(use), timer_(std::make_shared<base::Timer>(executor)) {
        exchange_.credits_.wait(use_);
        const std::lock_guard lock(exchange_.mutex_);
        place_ = exchange_.waiters_.emplace(use_.key, timer_);
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting() {
        {
            const std::lock_guard lock(exchange_.mutex_);
            exchange_.waiters_.erase(place_);
        }
        exchange_.credits_.leave(use_);
        exchange_.start();
    }

    base::Timer& timer() { return *timer_; }

  private:
    CreditExchange& exchange_;
    const CreditUse use_;
    std::shared_ptr<base::Timer> timer_;
    decltype(waiters_)::iterator place_;
};

CreditExchange::CreditExchange(CreditRules rules, CreditStore& store, base::StoreRunner& runner,
                               const base::LeaseClock& clock, nodes::Doorbell& doorbell, std::string topic)
    : credits_(rules, clock), store_(store), runner_(runner), doorbell_(doorbell), topic_(std::move(topic)) {
    doorbell_.on(topic_, [this](std::string_view key) { recalled(key); });
}

CreditAnswer CreditExchange::use(const CreditUse& use) {
    const CreditAnswer answer = credits_.use(use);
    if (answer.verdict != CreditVerdict::undecided) start();  // an undecided request is counted before it is asked for
    return answer;
}

base::Task<CreditAnswer> CreditExchange::decide(CreditUse use) {
    const base::Executor executor = co_await asio::this_coro::executor;
    Waiting waiting{*this, use, executor};
    const auto deadline = std::chrono::steady_clock::now() + credits_.rules().patience;
    for (;;) {
        const auto now = std::chrono::steady_clock::now();
        const CreditAnswer answer = now < deadline ? credits_.use(use) : credits_.give_up(use);
        if (answer.verdict != CreditVerdict::undecided) co_return answer;
        waiting.timer().expires_at(std::min(deadline, now + answer.retry_after));
        start();
        co_await waiting.timer().async_wait(asio::as_tuple(asio::use_awaitable_t<base::Executor>{}));
    }
}

void CreditExchange::recalled(std::string_view key) {
    credits_.recalled(key);
    start();
}

void CreditExchange::answer_lost_recalls() {
    const auto keys = store_.recalled(credits_.node());
    if (!keys) return;
    for (const std::string& key : *keys) credits_.recalled(key);
    start();
}

void CreditExchange::close() {
    credits_.close();
    while (credits_.has_work()) exchange();
}

void CreditExchange::start() {
    if (!credits_.has_work() || is_running_.exchange(true)) return;
    runner_.post([this] { run(); });
}

void CreditExchange::run() {
    do {
        while (credits_.has_work()) exchange();
        is_running_ = false;
    } while (credits_.has_work() && !is_running_.exchange(true));
}

void CreditExchange::exchange() {
    const CreditBatch batch = credits_.begin();
    if (!batch.returns.empty() && !store_.give_back(batch.node, batch.returns))
        base::log(base::LogLevel::warn, "unused credits not returned", {{"of", topic_}});
    if (!batch.asks.empty()) credits_.finish(batch, store_.take(batch.node, batch.asks));
    for (const std::string& key : batch.recalls) doorbell_.ring(topic_, key);
    wake(batch.asks);
}

void CreditExchange::wake(const std::vector<CreditAsk>& asks) {
    const std::lock_guard lock(mutex_);
    for (const CreditAsk& ask : asks) {
        const auto [first, last] = waiters_.equal_range(ask.key);
        for (auto at = first; at != last; ++at) {
            asio::post(at->second->get_executor(), [timer = at->second] { timer->cancel(); });
        }
    }
}

}  // namespace burner::limits
