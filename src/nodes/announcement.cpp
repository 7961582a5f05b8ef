#include "nodes/announcement.hpp"

#include <algorithm>

namespace burner::nodes {

namespace {

constexpr std::chrono::milliseconds max_pause{20};

}  // namespace

Announcement::Step Announcement::next(base::LeaseTime now) const {
    if (is_acknowledged_ || base::both_reached(now, ends_)) return Step::done;
    return has_asked_ ? Step::pause : Step::ask;
}

void Announcement::answered(bool all_have_acknowledged) {
    has_asked_ = true;
    is_acknowledged_ = is_acknowledged_ || all_have_acknowledged;
}

std::chrono::nanoseconds Announcement::pause(base::LeaseTime now) {
    has_asked_ = false;
    const auto pause = std::min(pause_, left(now));
    pause_ = std::min<std::chrono::nanoseconds>(pause_ * 3 / 2, max_pause);
    return pause;
}

}  // namespace burner::nodes
