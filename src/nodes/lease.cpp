#include "nodes/lease.hpp"

#include <algorithm>

namespace burner::nodes {

std::chrono::nanoseconds Lease::left() const {
    if (clock_ == nullptr) return std::chrono::nanoseconds::max();
    const auto now = clock_->now();
    return std::chrono::nanoseconds{std::min(boot_end_ - now.boot.count(), raw_end_ - now.raw.count())};
}

void Lease::extend(base::LeaseTime end) {
    boot_end_ = std::max(boot_end_.load(), end.boot.count());
    raw_end_ = std::max(raw_end_.load(), end.raw.count());
}

void Lease::end() {
    boot_end_ = never;
    raw_end_ = never;
}

}  // namespace burner::nodes
