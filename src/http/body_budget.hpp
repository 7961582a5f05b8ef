#pragma once

#include <cstddef>
#include <expected>
#include <mutex>
#include <unordered_map>

#include "http/limits.hpp"
#include "http/refusal.hpp"

namespace burner::http {

/// The memory of the process for request bodies, bounded in all and for each owner (see `Client::receive_body`). Any
/// thread.
class BodyBudget {
  public:
    /// One body's share of the budget, which it gives back at its end. On the connection's thread.
    class Share {
      public:
        explicit Share(BodyBudget& budget) : budget_(budget) {}
        ~Share() { release(); }
        Share(const Share&) = delete;
        Share& operator=(const Share&) = delete;

        /// Grows the share to `bytes` in all, for the owner, who stays the same until `release`. A body of up to
        /// `Limits::free_body_bytes` is free. Refuses with 429 what exceeds the owner's part, with 503 what exceeds the
        /// budget.
        std::expected<void, Refusal> grow_to(std::size_t bytes, std::size_t owner, const Limits& limits);
        void release();

      private:
        BodyBudget& budget_;
        std::size_t bytes_ = 0;
        std::size_t owner_ = 0;
    };

    std::size_t bytes() const;

  private:
    std::expected<void, Refusal> take(std::size_t bytes, std::size_t owner, const Limits& limits);
    void release(std::size_t bytes, std::size_t owner);

    mutable std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::unordered_map<std::size_t, std::size_t> by_owner_;  ///< holds no owner without bytes
};

}  // namespace burner::http
