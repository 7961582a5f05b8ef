#pragma once

#include <chrono>

#include "base/clock.hpp"

namespace burner::nodes {

/// How far this machine's clock is ahead of the engine's, as one question to it has shown.
struct ClockOffset {
    /// A node whose clock is further off is not ready: its sessions would begin or end too early or too late elsewhere.
    static constexpr std::chrono::milliseconds allowed{500};

    std::chrono::duration<double> ahead{};         ///< less than zero: it is behind
    std::chrono::duration<double> uncertain_by{};  ///< half of how long the answer took

    /// `before` and `after` are of this machine's clock, around the question.
    static ClockOffset between(base::UnixTime before, base::UnixTime engine, base::UnixTime after);
    /// Returns whether the clock is certainly off by more than is allowed.
    bool is_too_far() const;
};

}  // namespace burner::nodes
