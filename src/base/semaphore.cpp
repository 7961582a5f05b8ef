#include "base/semaphore.hpp"

#include <list>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::base {

struct Semaphore::State {
    std::size_t free;
    std::list<Waiter*> line;
};

/// A place in line, held as long as it has no permit. It lives in the coroutine that waits.
struct Semaphore::Waiter {
    Waiter(const Executor& executor, std::chrono::milliseconds patience, std::shared_ptr<State> permits)
        : timer(executor, patience), state(std::move(permits)), spot(state->line.insert(state->line.end(), this)) {}
    ~Waiter() {
        if (!permit) state->line.erase(spot);
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    Timer timer;
    std::shared_ptr<State> state;
    std::list<Waiter*>::iterator spot;
    std::optional<Permit> permit;
};

Semaphore::Permit::~Permit() {
    if (!state_) return;
    if (state_->line.empty()) {
        ++state_->free;
        return;
    }
    Waiter& next = *state_->line.front();
    state_->line.pop_front();
    next.permit.emplace(Permit{std::move(state_)});
    next.timer.cancel();
}

Semaphore::Semaphore(std::size_t count) : state_(std::make_shared<State>(count)) {}

Task<std::optional<Semaphore::Permit>> Semaphore::take(std::chrono::milliseconds patience) const {
    const auto state = state_;
    if (state->free > 0) {  // then nobody is in line
        --state->free;
        co_return Permit{state};
    }
    Waiter waiter{co_await boost::asio::this_coro::executor, patience, state};
    co_await waiter.timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{}));
    co_return std::move(waiter.permit);
}

}  // namespace burner::base
