#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace burner::limits {

/// Names a period in which a limit counts: a window of a minute by the number that the store gave it, or a month.
using PeriodId = std::int64_t;
/// Stands for the window that is open, or for a new one.
inline constexpr PeriodId any_period = 0;

/// The node that asks, and the number of nodes that share a limit.
struct CreditNode {
    std::string id = "this";
    std::size_t nodes = 1;  ///< that live, this one among them
};

/// A node's wish for credits of a key. One credit admits one request, or one unit of work.
struct CreditAsk {
    std::string key;  ///< what is counted: the id of an API key, or one made of it
    PeriodId period = any_period;
    std::uint64_t limit = 0;  ///< of the period, over all nodes
    std::uint64_t want = 0;   ///< what requests are waiting for
    std::uint64_t ahead = 0;  ///< the most that may be granted ahead of use
};

/// The store's answer to an ask. It grants no credit where another period is open than the ask names.
struct CreditGrant {
    PeriodId period = any_period;      ///< that is open
    std::chrono::milliseconds age{0};  ///< of a window, by the store's clock
    std::uint64_t granted = 0;
    std::uint64_t left = 0;            ///< that no node was granted
    bool is_tight = false;             ///< credits have run out once: none is granted ahead any more
    std::vector<std::string> holders;  ///< the nodes that may hold unspent credits of the period
};

/// Credits that a node has not spent. An amount of zero says that it holds none.
struct CreditReturn {
    std::string key;
    PeriodId period = any_period;
    std::uint64_t amount = 0;
    bool holds_more = false;  ///< of the same key and period, granted since
};

/// The store from which all nodes take their credits. It is synchronous, and called on storage threads. It fails with
/// `overloaded`; then it is unknown whether what was asked has happened.
class CreditStore {
  public:
    virtual ~CreditStore() = default;

    /// Answers each ask, in order. No two asks are of one key. It grants what requests wait for, as far as credits are
    /// left. Unless the period is tight it also grants ahead of use: up to what is left, divided by twice the nodes and
    /// rounded up. A period becomes tight when a request waits and nothing is left. A node that is granted credits is
    /// one of the holders from then on.
    virtual base::Result<std::vector<CreditGrant>> take(const CreditNode& node, std::span<const CreditAsk> asks) = 0;
    /// Takes back what a holder has not spent; unless it holds more, it is no holder from then on. What belongs to
    /// another period than the open one, or comes from a node that is no holder, is ignored. No two returns are of one
    /// key and period.
    virtual base::Result<void> give_back(const CreditNode& node, std::span<const CreditReturn> returns) = 0;
    /// Returns the keys whose period is tight while this node is one of the holders: what it is to give back.
    virtual base::Result<std::vector<std::string>> recalled(const CreditNode& node) = 0;
};

/// Returns how much of `left` an ask is granted.
std::uint64_t credits_for(const CreditAsk& ask, std::uint64_t left, bool is_tight, std::size_t nodes);

}  // namespace burner::limits
