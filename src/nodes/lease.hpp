#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "base/lease_clock.hpp"
#include "base/result.hpp"

namespace burner::nodes {

/// Returns the error of a node whose lease is over.
inline base::Error no_lease() {
    return {base::ErrorCode::overloaded, "This node cannot reach the database. Try again"};
}

/// The right to answer from what this node holds in memory. While it holds, every revocation that was answered anywhere
/// is in this node's memory. Asking: any thread, one comparison. Changing: the feed thread.
class Lease {
  public:
    /// The behaviour of a node whose lease is over: it refuses, or goes on with what it knows and promises nothing.
    enum class WhenOver { refuse, serve };

    /// Makes a lease that has not begun, over clocks that outlive it.
    explicit Lease(const base::LeaseClock& clock, WhenOver when_over = WhenOver::refuse)
        : clock_(&clock), when_over_(when_over) {}
    /// Makes a lease that always holds: of the only node there is.
    static Lease of_a_single_node() { return Lease{}; }

    /// Returns whether the lease holds. Ask it last, after memory was looked at.
    bool holds() const { return clock_ == nullptr || holds_at(clock_->now()); }
    /// Returns whether this node may answer: the lease holds, or it is set to serve without.
    bool permits_answers() const { return holds() || when_over_ == WhenOver::serve; }
    bool holds_at(base::LeaseTime now) const {
        return now.boot.count() < boot_end_.load(std::memory_order_acquire) &&
               now.raw.count() < raw_end_.load(std::memory_order_acquire);
    }
    /// Returns how much is left; zero or less when the lease is over. For people and metrics.
    std::chrono::nanoseconds left() const;

    /// Lets the lease hold until `end`, or longer where it does already.
    void extend(base::LeaseTime end);
    void end();

  private:
    Lease() = default;
    static constexpr std::int64_t never = 0;

    const base::LeaseClock* clock_ = nullptr;  ///< null: the lease always holds
    WhenOver when_over_ = WhenOver::refuse;
    // Two numbers that are not written as one: whoever sees one of them old sees a lease that ends too early, never
    // late.
    std::atomic<std::int64_t> boot_end_{never};
    std::atomic<std::int64_t> raw_end_{never};
};

}  // namespace burner::nodes
