#include "transactions/submissions/submission_feed.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/timer.hpp"

namespace burner::transactions {

using base::Executor;

namespace {

constexpr std::string_view submission_topic = "submission";

}  // namespace

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
    bool put_unheard() {
        const std::lock_guard lock(mutex);
        is_unheard = true;
        return !std::exchange(is_knocking, true);
    }
    void open() {
        const std::lock_guard lock(mutex);
        is_knocking = false;
    }
    std::optional<News> take() {
        const std::lock_guard lock(mutex);
        if (!is_lagging && !is_unheard && unread.empty()) return std::nullopt;
        const auto quiet = is_unheard ? News::Kind::unheard : News::Kind::changed;
        News news{is_lagging ? News::Kind::lagging : quiet, {unread.begin(), unread.end()}};
        unread.clear();
        is_lagging = is_unheard = false;
        return news;
    }
    /// Wakes the subscriber's thread.
    static void knock(const std::shared_ptr<Mailbox>& mailbox) {
        boost::asio::post(mailbox->wake.get_executor(), [mailbox] {
            mailbox->open();
            mailbox->wake.cancel();
        });
    }

    const std::vector<Awaited> awaited;

    std::mutex mutex;
    std::set<solana::Signature> unread;
    bool is_lagging = false;
    bool is_unheard = false;
    bool is_knocking = false;  ///< a wake-up is on its way to the subscriber's thread

    base::Timer wake;
};

SubmissionFeed::SubmissionFeed(nodes::Doorbell& doorbell, std::chrono::milliseconds look_interval)
    : doorbell_(doorbell), look_interval_(look_interval) {
    doorbell_.on(std::string{submission_topic}, [this](std::string_view text) { hear(text); });
    doorbell_.on_lost([this] { tell_all_unheard(); });
}

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
    tell_here(project, wallet, signature);
    if (!doorbell_.has_driver()) return;
    doorbell_.ring(submission_topic, solana::to_base58(wallet) + " " + solana::to_base58(signature) + " " + project);
}

void SubmissionFeed::hear(std::string_view text) {
    std::istringstream words{std::string{text}};
    std::string wallet_text, signature_text, project;
    words >> wallet_text >> signature_text >> project;
    const auto wallet = solana::pubkey_from_base58(wallet_text);
    const auto signature = solana::signature_from_base58(signature_text);
    if (wallet && signature) tell_here(project, *wallet, *signature);
}

void SubmissionFeed::tell_here(const std::string& project, const solana::Pubkey& wallet,
                               const solana::Signature& signature) {
    const std::lock_guard lock(mutex_);
    const auto [first, last] = mailboxes_.equal_range(Address{project, wallet});
    for (auto place = first; place != last; ++place) {
        if (place->second->put(signature)) Mailbox::knock(place->second);
    }
}

void SubmissionFeed::tell_all_unheard() {
    const std::lock_guard lock(mutex_);
    for (const auto& [address, mailbox] : mailboxes_) {
        if (mailbox->put_unheard()) Mailbox::knock(mailbox);
    }
}

SubmissionFeed::Subscription::Subscription(SubmissionFeed& feed, Mailboxes::iterator place)
    : feed_(feed),
      place_(place),
      mailbox_(place->second),
      unheard_at_(feed.doorbell_.has_driver() ? std::chrono::steady_clock::now() + feed.look_interval_ : Time::max()) {}

SubmissionFeed::Subscription::~Subscription() {
    const std::lock_guard lock(feed_.mutex_);
    feed_.mailboxes_.erase(place_);
}

base::Task<News> SubmissionFeed::Subscription::next(Time deadline) {
    const auto mailbox = mailbox_;
    for (;;) {
        if (auto news = mailbox->take()) co_return std::move(*news);
        const auto now = std::chrono::steady_clock::now();
        if (now >= deadline) co_return News{News::Kind::timed_out, {}};
        if (now >= unheard_at_) {
            unheard_at_ = now + feed_.look_interval_;
            co_return News{News::Kind::unheard, {}};
        }
        mailbox->wake.expires_at(std::min(deadline, unheard_at_));
        co_await mailbox->wake.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{}));
    }
}

}  // namespace burner::transactions
