#pragma once

#include <functional>
#include <optional>

namespace burnandclaim {

/// Calls a handler so that a mistake in it cannot cost the caller an answer.
template <class Event>
void emit(const std::function<void(const Event&)>& handler, const Event& event) {
    try {
        if (handler) handler(event);
    } catch (...) {  // NOLINT(bugprone-empty-catch): documented in events.hpp
    }
}

/// Calls a handler in the same way; nullopt if there is no handler, or it threw.
template <class Event>
std::optional<bool> emit(const std::function<bool(const Event&)>& handler, const Event& event) {
    try {
        if (handler) return handler(event);
    } catch (...) {  // NOLINT(bugprone-empty-catch): documented in events.hpp
    }
    return std::nullopt;
}

}  // namespace burnandclaim
