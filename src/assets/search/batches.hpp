#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "assets/found.hpp"
#include "base/condition.hpp"

namespace burner::assets {

/// The place where the sources of one search put what they find and its one reader takes it. A batch is put only into
/// the hands of a reader who waits for it, so that none lies about, and a slow reader slows the sources. One thread;
/// shared by all of them, since a source whose reader has left still has to end by itself.
class Batches {
  public:
    /// `max_items` bounds the items of a batch.
    Batches(const base::Executor& executor, std::size_t sources, std::size_t max_items);

    std::size_t max_items() const { return max_items_; }

    bool is_read() const { return is_read_; }
    /// Waits for the reader, and for whoever asked before; false once nobody reads any more: the source may end.
    base::Task<bool> wanted();
    /// Hands a batch to the reader. Call it only after `wanted`, and before waiting for anything else.
    void put(Found batch);
    void source_ended(const std::exception_ptr& failure);

    /// Waits for the next batch; nullopt when all sources have ended. Rethrows what one of them threw.
    base::Task<std::optional<Found>> take();
    void stop_reading();

  private:
    base::Condition changed_;
    std::optional<Found> batch_;
    std::exception_ptr failure_;
    std::size_t sources_;  ///< that have not ended
    std::size_t max_items_;
    std::size_t turns_ = 0;  ///< given to those who asked
    std::size_t next_turn_ = 0;
    bool is_wanted_ = false;
    bool is_read_ = true;
};

/// Puts one batch, of whatever size. False once nobody reads any more.
base::Task<bool> put_one(std::shared_ptr<Batches> out, Found batch);

/// Puts what is at hand in batches of the size wanted. `fill(items, max_items)` adds at most so many and says whether
/// there are more. The first batch, which may have none, tells what `about` does. False once nobody reads any more.
template <class Fill>
base::Task<bool> put_in_batches(std::shared_ptr<Batches> out, Found about, Fill fill) {
    for (bool more = true; more;) {
        const bool has_reader = co_await out->wanted();
        if (!has_reader) co_return false;
        Found batch = std::exchange(about, Found{.slot = about.slot});
        more = fill(batch.items, out->max_items());
        batch.more = more;
        out->put(std::move(batch));
    }
    co_return true;
}

}  // namespace burner::assets
