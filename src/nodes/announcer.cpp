#include "nodes/announcer.hpp"

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
    // The others need not be waited for: they find out by themselves, a little later.
    runner_.post([&registry = registry_, change] { registry.raise_finals(change); });
    co_return base::Result<void>{};
}

}  // namespace burner::nodes
