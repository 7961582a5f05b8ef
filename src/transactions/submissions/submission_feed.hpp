#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "base/task.hpp"
#include "nodes/doorbell.hpp"
#include "transactions/submissions/submission_log.hpp"

namespace burner::transactions {

/// The reason why a subscription's wait is over, and what to read from the log again.
struct News {
    enum class Kind : std::uint8_t {
        changed,    ///< `signatures` have changed since the last wait, each named once
        timed_out,  ///< no submission has until the deadline
        lagging,    ///< more has changed than is kept: anything of the wallet may have
        unheard,    ///< another node may have changed anything of the wallet without being heard, `signatures` at least
    };
    Kind kind = Kind::changed;
    std::vector<solana::Signature> signatures;
};

/// A submission that somebody waits for, and how far it shall come.
struct Awaited {
    solana::Signature signature;
    SubmissionStatus goal = SubmissionStatus::confirmed;  ///< or finalized
};

/// Tells those who follow a wallet's submissions, on every node, that one was recorded or changed; what it is now
/// stands in the log. Where there are other nodes, a subscriber is also told now and then to look by itself. Any
/// thread; outlives its subscriptions.
class SubmissionFeed {
  public:
    /// The most signatures kept for a subscriber that does not read.
    static constexpr std::size_t max_unread = 1024;

    class Subscription;

    /// Rings and hears the doorbell from here on; it outlives the feed, and its driver ends before the feed does. Every
    /// `look_interval` a subscriber is told that changes of other nodes may have been unheard.
    explicit SubmissionFeed(nodes::Doorbell& doorbell,
                            std::chrono::milliseconds look_interval = std::chrono::seconds{2});
    SubmissionFeed(const SubmissionFeed&) = delete;
    SubmissionFeed& operator=(const SubmissionFeed&) = delete;

    /// Subscribes to what changes from here on. Everything of the subscription happens on the executor's thread.
    /// `awaited`: what the subscriber needs early, for as long as the subscription lives.
    Subscription subscribe(std::string project, const solana::Pubkey& wallet, base::Executor executor,
                           std::vector<Awaited> awaited = {});
    /// Gives what subscribers need early.
    std::vector<Awaited> awaited();
    /// Tells the subscribers of a change, on every node; call it after the change is stored.
    void tell(const std::string& project, const solana::Pubkey& wallet, const solana::Signature& signature);

  private:
    struct Mailbox;
    void tell_here(const std::string& project, const solana::Pubkey& wallet, const solana::Signature& signature);
    void hear(std::string_view text);
    void tell_all_unheard();
    using Address = std::pair<std::string, solana::Pubkey>;
    using Mailboxes = std::multimap<Address, std::shared_ptr<Mailbox>>;

    nodes::Doorbell& doorbell_;
    const std::chrono::milliseconds look_interval_;
    std::mutex mutex_;
    Mailboxes mailboxes_;
};

/// A subscription, which ends with its object. One coroutine waits at a time, and does not outlive it.
class SubmissionFeed::Subscription {
  public:
    using Time = std::chrono::steady_clock::time_point;

    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription();

    /// Waits for news until `deadline`; returns at once if there is some already.
    base::Task<News> next(Time deadline = Time::max());

  private:
    friend class SubmissionFeed;
    Subscription(SubmissionFeed& feed, Mailboxes::iterator place);

    SubmissionFeed& feed_;
    Mailboxes::iterator place_;
    std::shared_ptr<Mailbox> mailbox_;
    Time unheard_at_;
};

}  // namespace burner::transactions
