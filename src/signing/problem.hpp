#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace burner::signing {

/// A rule that is broken, and how: `message` goes on after "The transaction".
struct Broken {
    std::string_view rule;
    std::string message;
};

using Problem = std::optional<Broken>;

}  // namespace burner::signing
