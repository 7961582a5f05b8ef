#include "nodes/clock_offset.hpp"

#include <cmath>

namespace burner::nodes {

ClockOffset ClockOffset::between(base::UnixTime before, base::UnixTime engine, base::UnixTime after) {
    const std::chrono::duration<double> took = after - before;
    return {std::chrono::duration<double>{before - engine} + took / 2, took / 2};
}

bool ClockOffset::is_too_far() const {
    return std::abs(ahead.count()) - std::abs(uncertain_by.count()) > std::chrono::duration<double>{allowed}.count();
}

}  // namespace burner::nodes
