#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/lease_clock.hpp"
#include "base/result.hpp"
#include "base/string_hash.hpp"
#include "limits/credit_account.hpp"
#include "limits/credit_store.hpp"

namespace burner::limits {

/// What distinguishes one kind of credits from another.
struct CreditRules {
    /// The length of a window that the store opens; nullopt: whoever uses credits names the period, such as a month.
    std::optional<std::chrono::milliseconds> window;
    /// How long a request waits for credits.
    std::chrono::milliseconds patience;
    /// Returns the most credits of a key that a node holds ahead of use.
    std::uint64_t (*max_ahead)(std::uint64_t limit);
};

/// A request that costs credits.
struct CreditUse {
    std::string_view key;
    std::uint64_t limit = 0;
    std::uint64_t amount = 1;
    PeriodId period = any_period;  ///< named where windows are not opened by the store
};

enum class CreditVerdict {
    admitted,
    undecided,    ///< credits are on their way: wait for them, `retry_after` at most, and use again
    refused,      ///< come again after `retry_after`
    unavailable,  ///< the store does not answer, and nothing can be admitted without it
};

struct CreditAnswer {
    CreditVerdict verdict;
    std::uint64_t remaining = 0;  ///< own credits and those that no node had when the store was asked last
    std::chrono::milliseconds retry_after{0};
    bool is_spent = false;  ///< refused, and no node has a credit left in this period
};

/// The messages that go next: the returns and the asks to the store, the recalls to the other nodes, in this order.
struct CreditBatch {
    CreditNode node;
    base::LeaseTime sent_at;
    std::vector<CreditReturn> returns;
    std::vector<CreditAsk> asks;
    std::vector<std::string> recalls;

    bool empty() const { return returns.empty() && asks.empty() && recalls.empty(); }
};

/// Limits that are exact over all nodes, although a node admits from memory: it holds credits that the store granted
/// it.
///
/// A request that finds no credit waits for one. With less than half of what a node is granted at a time it asks for
/// more ahead. When the store has none left, the other nodes are asked to give back what they have not spent, and from
/// then on the period is tight: a credit is granted only to a request that waits for it. So nobody is refused while a
/// node that lives holds a credit, and no more are admitted than the limit: a credit leaves memory before it is given
/// back, and what belongs to another period is ignored.
///
/// While the store is away, a node admits in a window what was left at the last answer, divided by the nodes. So in a
/// minute in which the store goes away, all nodes together admit at most twice the limit.
///
/// This is the logic alone: it calls nobody. Whoever drives it takes a batch, tells it to the store, and brings the
/// answer; one batch at a time. Any thread; a node's keys are as many as were authenticated.
class Credits {
  public:
    /// The clock outlives it.
    Credits(CreditRules rules, const base::LeaseClock& clock) : rules_(rules), clock_(clock) {}

    /// Spends credits in memory, or says why not.
    CreditAnswer use(const CreditUse& use);
    /// Decides about a request that has waited for as long as it should.
    CreditAnswer give_up(const CreditUse& use);
    /// Counts a request that waits, from its first undecided answer until it is decided.
    void wait(const CreditUse& use);
    void leave(const CreditUse& use);

    /// Returns whether there is something to tell the store.
    bool has_work() const { return has_work_.load(std::memory_order_acquire); }
    /// Takes what there is to tell the store.
    CreditBatch begin();
    /// Takes the store's answer to the batch's asks.
    void finish(const CreditBatch& batch, const base::Result<std::vector<CreditGrant>>& grants);

    /// Gives back what this node holds of the key, because another one needs it.
    void recalled(std::string_view key);
    /// Puts everything that is not spent into the next batch, to be given back.
    void close();
    /// Sets the id under which this node takes credits, and the nodes that live, this one among them. An empty list
    /// says that they are not known. Before the first call there is one node.
    void set_nodes(std::string id, std::vector<std::string> live);

    const CreditRules& rules() const { return rules_; }
    /// Returns the id under which this node takes credits now, and the number of nodes.
    CreditNode node() const;

  private:
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, CreditAccount, base::StringHash, std::equal_to<>> accounts;
        std::vector<std::string> asks;                                      ///< the keys to ask for
        std::map<std::pair<std::string, PeriodId>, std::uint64_t> returns;  ///< key and period, amount
        std::vector<std::string> recalls;
    };
    /// One key's account under its shard's lock.
    struct Held {
        Shard& shard;
        const std::string& key;
        CreditAccount& account;
    };

    Shard& shard_of(std::string_view key);
    Held current(Shard& shard, const CreditUse& use);
    CreditAnswer decide(const Held& held, const CreditUse& use, base::LeaseTime now);
    CreditAnswer no_answer() const;
    CreditAnswer use_allowance(CreditAccount& account, std::uint64_t amount, base::LeaseTime now) const;
    void open(const Held& held, PeriodId period);
    void ask(const Held& held);
    void ask_ahead(const Held& held);
    static bool holds(const Shard& shard, const std::string& key, PeriodId period);
    CreditAsk ask_of(Shard& shard, const std::string& key, base::LeaseTime now) const;
    void take_grant(const Held& held, const CreditAsk& asked, const CreditGrant& grant, const CreditBatch& batch);
    void note_empty(const Held& held, const CreditGrant& grant);
    void give_back(const Held& held);
    void put_back(Shard& shard, const CreditReturn& unspent);
    void settle(const Held& held);
    bool is_held_by_others(const CreditGrant& grant) const;
    bool is_away(base::LeaseTime now) const;
    std::size_t nodes() const { return live_count_.load(std::memory_order_relaxed); }

    const CreditRules rules_;
    const base::LeaseClock& clock_;
    std::array<Shard, 32> shards_;
    std::atomic<bool> has_work_{false};

    mutable std::mutex engine_mutex_;  ///< taken after a shard's
    std::string id_ = CreditNode{}.id;
    std::vector<std::string> live_;
    std::atomic<std::size_t> live_count_{1};
    std::optional<base::LeaseTime> unanswered_since_;  ///< when the batch under way was sent
    std::optional<base::LeaseTime> ask_again_at_;      ///< after a failure
};

}  // namespace burner::limits
