#pragma once

#include <stdexcept>
#include <type_traits>
#include <utility>

#include "base/result.hpp"

namespace burner::app {

/// Returns the value, or throws the error's message as std::runtime_error. For start-up and commands.
template <class T>
T value_or_throw(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace burner::app
