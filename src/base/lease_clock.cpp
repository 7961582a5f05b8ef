#include "base/lease_clock.hpp"

#include <ctime>

namespace burner::base {

namespace {

std::chrono::nanoseconds read_clock(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace

LeaseTime SystemLeaseClock::now() const {
    return {read_clock(CLOCK_BOOTTIME), read_clock(CLOCK_MONOTONIC_RAW)};
}

}  // namespace burner::base
