#include "assets/batches.hpp"

#include <utility>

namespace burner::assets {

Batches::Batches(const base::Wake::Executor& executor, std::size_t sources, std::size_t most)
    : changed_(executor), sources_(sources), most_(most) {}

base::Task<bool> Batches::put(Found batch) {
    while (batch_ && is_read_) co_await changed_.wait();
    if (!is_read_) co_return false;
    batch_ = std::move(batch);
    changed_.all();
    co_return true;
}

void Batches::source_ended(const std::exception_ptr& failure) {
    if (failure && !failure_) failure_ = failure;
    --sources_;
    changed_.all();
}

base::Task<std::optional<Found>> Batches::take() {
    while (!batch_ && sources_ > 0) co_await changed_.wait();
    std::optional<Found> batch;
    std::swap(batch, batch_);
    if (!batch && failure_) std::rethrow_exception(failure_);
    changed_.all();
    co_return batch;
}

void Batches::stop_reading() {
    is_read_ = false;
    changed_.all();
}

}  // namespace burner::assets
