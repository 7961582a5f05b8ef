#include "nodes/finality.hpp"

#include <algorithm>

namespace burner::nodes {

void Finality::raise(ChangeNumber number) {
    if (is_single_) return;
    watermark_.store(std::max(watermark_.load(), std::min(number, applied_)), std::memory_order_release);
}

void Finality::applied(ChangeNumber number, base::LeaseTime now) {
    if (is_single_) return;
    applied_ = number;
    waiting_.push_back({number, now + wait_});
}

void Finality::pass_time(base::LeaseTime now) {
    while (!waiting_.empty() && base::both_reached(now, waiting_.front().final_at)) {
        raise(waiting_.front().number);
        waiting_.pop_front();
    }
}

void Finality::reset() {
    if (is_single_) return;
    applied_ = 0;
    waiting_.clear();
    watermark_.store(0, std::memory_order_release);
}

}  // namespace burner::nodes
