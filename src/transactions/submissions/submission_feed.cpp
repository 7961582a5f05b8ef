#include "transactions/submissions/submission_feed.hpp"

#include <set>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::transactions {

using base::Executor;

/// The changes that a subscriber has not read. The timer belongs to its thread; the mutex guards the rest.
struct SubmissionFeed::Mailbox {
    Mailbox(const Executor& executor, std::vector<Awaited> needed) : awaited(std::move(needed)), wake(executor) {}

    /// Adds a signature; true where the subscriber's thread has to be woken.
    bool put(const solana::Signature& signature) {
        const std::lock_guard lock(mutex);
        if (unread.size() < max_unread || unread.contains(signature)) {
            unread.insert(signature);
        } else {
            is_lagging = true;
        }
        return !std::exchange(is_knocking, true);
    }
    void open() {
        const std::lock_guard lock(mutex);
        is_knocking = false;
    }
    std::optional<News> take() {
        const std::lock_guard lock(mutex);
        if (!is_lagging && unread.empty()) return std::nullopt;
        News news{is_lagging ? News::Kind::lagging : News::Kind::changed, {unread.begin(), unread.end()}};
        unread.clear();
        is_lagging = false;
        return news;
    }

    const std::vector<Awaited> awaited;

    std::mutex mutex;
    std::set<solana::Signature> unread;
    bool is_lagging = false;
    bool is_knocking = false;  ///< a wake-up is on its way to the subscriber's thread

    base::Timer wake;
};

SubmissionFeed::Subscription SubmissionFeed::subscribe(std::string project, const solana::Pubkey& wallet,
                                                       Executor executor, std::vector<Awaited> awaited) {
    auto mailbox = std::make_shared<Mailbox>(executor, std::move(awaited));
    const std::lock_guard lock(mutex_);
    return {*this, mailboxes_.emplace(Address{std::move(project), wallet}, std::move(mailbox))};
}

std::vector<Awaited> SubmissionFeed::awaited() {
    const std::lock_guard lock(mutex_);
    std::vector<Awaited> all;
    for (const auto& [address, mailbox] : mailboxes_) {
        all.insert(all.end(), mailbox->awaited.begin(), mailbox->awaited.end());
    }
    return all;
}

void SubmissionFeed::tell(const std::string& project, const solana::Pubkey& wallet,
                          const solana::Signature& signature) {
    const std::lock_guard lock(mutex_);
    const auto [first, last] = mailboxes_.equal_range(Address{project, wallet});
    for (auto place = first; place != last; ++place) {
        const auto& mailbox = place->second;
        if (!mailbox->put(signature)) continue;
        boost::asio::post(mailbox->wake.get_executor(), [mailbox] {
            mailbox->open();
            mailbox->wake.cancel();
        });
    }
}

SubmissionFeed::Subscription::Subscription(SubmissionFeed& feed, Mailboxes::iterator place)
    : feed_(feed), place_(place), mailbox_(place->second) {}

SubmissionFeed::Subscription::~Subscription() {
    const std::lock_guard lock(feed_.mutex_);
    feed_.mailboxes_.erase(place_);
}

base::Task<News> SubmissionFeed::Subscription::next(Time deadline) {
    const auto mailbox = mailbox_;
    for (;;) {
        if (auto news = mailbox->take()) co_return std::move(*news);
        if (std::chrono::steady_clock::now() >= deadline) co_return News{News::Kind::timed_out, {}};
        mailbox->wake.expires_at(deadline);
        co_await mailbox->wake.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{}));
    }
}

}  // namespace burner::transactions
