#pragma once

#include <expected>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace burner::base {

/// A value, or the error that took its place. What can be expected is a Result; a bug is an exception.
template <class T, class E = Error>
using Result = std::expected<T, E>;

/// Fails with the code's own text, or with a `message` that says more.
inline std::unexpected<Error> fail(ErrorCode code, std::string message = {}) {
    return std::unexpected(Error{code, std::move(message)});
}

}  // namespace burner::base
