#include "nodes/announcer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"
#include "nodes/announcement.hpp"

namespace burner::nodes {

namespace {

base::Task<void> pause_for(std::chrono::nanoseconds duration) {
    base::Timer timer{co_await boost::asio::this_coro::executor};
    timer.expires_after(std::chrono::ceil<base::Timer::duration>(duration));
    co_await timer.async_wait(boost::asio::use_awaitable_t<base::Executor>{});
}

/// Tells the others, who need not be waited for: they find out by themselves, a little later.
base::Task<void> tell_others(NodeRegistry& registry, base::StoreRunner& runner, FeedPosition change) {
    co_await base::run_on(runner, [&registry, change] { return registry.raise_finals(change); });
}

}  // namespace

base::Task<base::Result<void>> RegistryAnnouncer::announce(FeedPosition change) {
    Announcement announcement{clock_.now(), terms_};
    for (auto step = Announcement::Step::ask; step != Announcement::Step::done;
         step = announcement.next(clock_.now())) {
        if (step == Announcement::Step::pause) {
            co_await pause_for(announcement.pause(clock_.now()));
            continue;
        }
        const auto acknowledged = co_await base::run_on(runner_, [&] { return registry_.acknowledged(change); });
        if (acknowledged && *acknowledged == Acknowledged::lost) {
            co_return base::fail(base::ErrorCode::overloaded, "The database went back to an earlier state. Try again");
        }
        announcement.answered(acknowledged && *acknowledged == Acknowledged::all);
    }
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::co_spawn(
        executor, [this, change] { return tell_others(registry_, runner_, change); }, boost::asio::detached);
    co_return base::Result<void>{};
}

}  // namespace burner::nodes
