#include "assets/search/batches.hpp"

#include <utility>

namespace burner::assets {

Batches::Batches(const base::Executor& executor, std::size_t sources, std::size_t max_items)
    : changed_(executor), sources_(sources), max_items_(max_items) {}

base::Task<bool> Batches::wanted() {
    const auto turn = turns_++;
    while (is_read_ && !(is_wanted_ && turn == next_turn_)) co_await changed_.wait();
    ++next_turn_;
    changed_.notify_all();
    co_return is_read_;
}

void Batches::put(Found batch) {
    batch_ = std::move(batch);
    is_wanted_ = false;
    changed_.notify_all();
}

void Batches::source_ended(const std::exception_ptr& failure) {
    if (failure && !failure_) failure_ = failure;
    --sources_;
    changed_.notify_all();
}

base::Task<std::optional<Found>> Batches::take() {
    is_wanted_ = true;
    changed_.notify_all();
    while (!batch_ && sources_ > 0) co_await changed_.wait();
    is_wanted_ = false;
    std::optional<Found> batch;
    std::swap(batch, batch_);
    if (!batch && failure_) std::rethrow_exception(failure_);
    co_return batch;
}

void Batches::stop_reading() {
    is_read_ = false;
    changed_.notify_all();
}

base::Task<bool> put_one(std::shared_ptr<Batches> out, Found batch) {
    const bool has_reader = co_await out->wanted();
    if (has_reader) out->put(std::move(batch));
    co_return has_reader;
}

}  // namespace burner::assets
