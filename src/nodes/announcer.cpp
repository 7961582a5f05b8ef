#include "nodes/announcer.hpp"

#include <memory>
#include <optional>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/sleep.hpp"
#include "base/timer.hpp"
#include "nodes/announcement.hpp"

namespace burner::nodes {

namespace {

using base::Result;
using base::Task;

/// A question to the registry. An engine that hangs answers it late or never, when whoever asked has gone on. So the
/// question owns what it writes to.
struct Poll {
    explicit Poll(const base::Executor& executor) : timer(executor) {}

    std::optional<Result<Acknowledged>> answer;
    base::Timer timer;  ///< is cancelled when the answer has come
};

Task<void> ask(std::shared_ptr<Poll> poll, NodeRegistry& registry, base::StoreRunner& runner, FeedPosition change) {
    auto answer = co_await base::run_on(runner, [&registry, change] { return registry.acknowledged(change); });
    poll->answer = std::move(answer);
    poll->timer.cancel();
}

/// Waits for this long, or until the timer is cancelled.
Task<void> wait_for(base::Timer& timer, std::chrono::nanoseconds duration) {
    timer.expires_after(std::chrono::ceil<base::Timer::duration>(duration));
    co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<base::Executor>{}));
}

}  // namespace

Task<Result<void>> RegistryAnnouncer::announce(FeedPosition change) {
    Announcement announcement{clock_.now(), terms_};
    const auto executor = co_await boost::asio::this_coro::executor;
    for (auto step = Announcement::Step::ask; step != Announcement::Step::done;
         step = announcement.next(clock_.now())) {
        if (step == Announcement::Step::pause) {
            co_await base::sleep_for(announcement.pause(clock_.now()));
            continue;
        }
        const auto poll = std::make_shared<Poll>(executor);
        boost::asio::co_spawn(
            executor,
            [poll, &registry = registry_, &runner = runner_, change] { return ask(poll, registry, runner, change); },
            boost::asio::detached);
        while (!poll->answer && announcement.next(clock_.now()) != Announcement::Step::done)
            co_await wait_for(poll->timer, announcement.left(clock_.now()));
        if (!poll->answer) break;
        const auto& acknowledged = *poll->answer;
        if (acknowledged && *acknowledged == Acknowledged::lost) {
            co_return base::fail(base::ErrorCode::overloaded, "The database went back to an earlier state. Try again");
        }
        announcement.answered(acknowledged && *acknowledged == Acknowledged::all);
    }
    // The others need not be waited for: they find out by themselves, a little later.
    runner_.post([&registry = registry_, change] { registry.raise_finals(change); });
    co_return Result<void>{};
}

}  // namespace burner::nodes
